using System.Device.Gpio;

namespace Gatehouse.Hardware.Gate;

/// <summary>An active buzzer on a line. A new tone takes the place of one that still sounds.</summary>
public sealed class LineBuzzer : Buzzer, IDisposable
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(80);
    private static readonly TimeSpan Long = TimeSpan.FromMilliseconds(600);
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(200);

    private readonly GpioController _gpio;
    private readonly int _line;
    private readonly ITimer _timer;
    private readonly Lock _one = new();
    private TimeSpan[] _rhythm = [];
    private int _step;

    /// <summary>Opens the line, low.</summary>
    /// <param name="gpio">The chip; whoever made it disposes of it.</param>
    /// <param name="line">The buzzer's line; high sounds.</param>
    /// <param name="time">Ends the tones.</param>
    public LineBuzzer(GpioController gpio, int line, TimeProvider time)
    {
        _gpio = gpio;
        _line = line;
        gpio.OpenPin(line, PinMode.Output, PinValue.Low);
        _timer = time.CreateTimer(_ => Step(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc/>
    public override void Sound(Tone tone)
    {
        lock (_one)
        {
            _rhythm = Rhythm(tone);
            _step = 0;
            Play();
        }
    }

    /// <summary>Silences the buzzer.</summary>
    public void Dispose()
    {
        lock (_one)
        {
            _rhythm = [];
            _timer.Dispose();
            _gpio.Write(_line, PinValue.Low);
        }
    }

    // Sound and silence in turns, beginning with sound.
    private static TimeSpan[] Rhythm(Tone tone) => tone switch
    {
        Tone.Acknowledge => [Short],
        Tone.Go => [Short, Short, Short],
        Tone.Attention => [Long],
        _ => [Beat, Beat, Beat, Beat, Beat, Beat, Beat, Beat, Beat],
    };

    private void Step()
    {
        lock (_one)
        {
            _step++;
            Play();
        }
    }

    private void Play()
    {
        if (_step >= _rhythm.Length)
        {
            _gpio.Write(_line, PinValue.Low);
            return;
        }

        _gpio.Write(_line, _step % 2 == 0 ? PinValue.High : PinValue.Low);
        _timer.Change(_rhythm[_step], Timeout.InfiniteTimeSpan);
    }
}
