using System.Device.Gpio;
using Gatehouse.Hardware.Simulation;

namespace Gatehouse.Hardware.IotBindings.Tests;

/// <summary>
/// The lines of an HC-SR04 as somebody sees them who asks without a pause. The package measures by the processor's clock, so
/// the echo runs by it as well: the line rises when it is asked for the second time after a shot, and falls when the echo is over.
/// </summary>
internal sealed class EchoingGpio : GpioController
{
    public const int Trigger = 18;
    public const int Echo = 19;

    private readonly SimulatedGpioChip _chip;
    private int _asked;
    private long _rose;
    private bool _listening;

    public EchoingGpio(SimulatedGpioChip chip)
        : base(chip)
    {
        _chip = chip;
        chip.Set(Echo, high: false);
        chip.Changed += (_, levels) =>
        {
            if (levels.Fell(Trigger))
            {
                Shots++;
                _asked = 0;
                _listening = true;
            }
        };
    }

    /// <summary>How long the echo's line is high; null when there is no sensor.</summary>
    public TimeSpan? Width { get; set; }

    public int Shots { get; private set; }

    /// <summary>Between which times the line was seen high for the first time and asked the next time.</summary>
    public (long Seen, long Next) Rise { get; private set; }

    /// <summary>When the line was about to be seen low again.</summary>
    public long Fall { get; private set; }

    public override PinValue Read(int pinNumber)
    {
        if (pinNumber == Echo && _listening && Width is { } width)
        {
            Move(width);
        }

        return base.Read(pinNumber);
    }

    private void Move(TimeSpan width)
    {
        var now = TimeProvider.System.GetTimestamp();
        switch (++_asked)
        {
            case 1:
                return;
            case 2:
                _chip.Set(Echo, high: true);
                _rose = TimeProvider.System.GetTimestamp();
                Rise = (_rose, 0);
                return;
            case 3:
                Rise = (_rose, now);
                break;
        }

        if (TimeProvider.System.GetElapsedTime(_rose, now) >= width)
        {
            Fall = now;
            _listening = false;
            _chip.Set(Echo, high: false);
        }
    }
}
