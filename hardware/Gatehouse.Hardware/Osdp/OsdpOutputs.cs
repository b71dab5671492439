using Gatehouse.Hardware.Gate;

namespace Gatehouse.Hardware.Osdp;

/// <summary>What a reader shall show and sound next: the latest of each. A signal is shown again to a reader that was away, a tone is not.</summary>
internal sealed class OsdpOutputs
{
    private readonly Lock _one = new();
    private Signal? _signal;
    private bool _isShown = true;
    private Tone? _tone;

    public void Show(Signal signal)
    {
        lock (_one)
        {
            _isShown &= signal == _signal;
            _signal = signal;
        }
    }

    public void Sound(Tone tone)
    {
        lock (_one)
        {
            _tone = tone;
        }
    }

    /// <summary>The reader begins anew and may have forgotten what it showed.</summary>
    public void Renew()
    {
        lock (_one)
        {
            _isShown = _signal is null;
            _tone = null;
        }
    }

    public OsdpCommand? TakeLed()
    {
        lock (_one)
        {
            var due = !_isShown;
            _isShown = true;
            return due && _signal is { } signal ? Led(LampPattern.Of(signal)) : null;
        }
    }

    public OsdpCommand? TakeBuzzer()
    {
        lock (_one)
        {
            var tone = _tone;
            _tone = null;
            return tone is { } due ? Buzzer(due) : null;
        }
    }

    /// <summary>A reader has one LED: two lamps at once are its two colours in turn.</summary>
    private static OsdpCommand Led(LampPattern lamps)
    {
        var first = lamps.Amber ? OsdpColour.Amber : lamps.Green ? OsdpColour.Green : lamps.Red ? OsdpColour.Red : OsdpColour.Black;
        var second = lamps.Red ? OsdpColour.Red : lamps.Green ? OsdpColour.Green : first;
        return OsdpCommand.Led(first, second);
    }

    private static OsdpCommand Buzzer(Tone tone) => tone switch
    {
        Tone.Acknowledge => OsdpCommand.Buzzer(on: 1, off: 0, count: 1),
        Tone.Go => OsdpCommand.Buzzer(on: 1, off: 1, count: 2),
        Tone.Attention => OsdpCommand.Buzzer(on: 6, off: 0, count: 1),
        _ => OsdpCommand.Buzzer(on: 2, off: 2, count: 5),
    };
}
