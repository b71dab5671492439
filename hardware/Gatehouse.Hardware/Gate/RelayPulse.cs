using System.Device.Gpio;

namespace Gatehouse.Hardware.Gate;

/// <summary>One relay, energised for a while and never longer.</summary>
internal sealed class RelayPulse : IDisposable
{
    // A timer's grain.
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(1);

    private readonly GpioController _gpio;
    private readonly int _line;
    private readonly TimeSpan _length;
    private readonly TimeProvider _time;
    private readonly Lock _one = new();
    private ITimer? _end;
    private long _pulse;
    private long _since;
    private bool _energised;
    private bool _disposed;

    public RelayPulse(GpioController gpio, int line, TimeSpan length, TimeProvider time)
    {
        _gpio = gpio;
        _line = line;
        _length = length;
        _time = time;
        gpio.OpenPin(line, PinMode.Output, PinValue.Low);
    }

    /// <summary>Whether its line is high, whoever drives it.</summary>
    public bool IsEnergised => _gpio.Read(_line) == PinValue.High;

    /// <summary>Whether its line is high though nobody energised it.</summary>
    public bool IsStuck
    {
        get
        {
            lock (_one)
            {
                return !_energised && IsEnergised;
            }
        }
    }

    public void Energise()
    {
        lock (_one)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var pulse = ++_pulse;
            var before = _end;
            // The end is set first: no relay is ever energised without one. A failed write in it would leave the relay
            // energised. It is not caught: it ends the process, and a kernel that is set up as the wiring sheet says then
            // gives the line back to its pull-down.
            _end = _time.CreateTimer(_ => End(pulse), null, _length, Timeout.InfiniteTimeSpan);
            before?.Dispose();
            _energised = true;
            _gpio.Write(_line, PinValue.High);
            // A thread that was held up between the two must not make a pulse too short for the arm.
            _since = _time.GetTimestamp();
        }
    }

    /// <summary>De-energises it before its time.</summary>
    public void Rest()
    {
        lock (_one)
        {
            if (!_disposed)
            {
                _pulse++;
                _end?.Dispose();
                _gpio.Write(_line, PinValue.Low);
                _energised = false;
            }
        }
    }

    public void Dispose()
    {
        lock (_one)
        {
            if (!_disposed)
            {
                Rest();
                _disposed = true;
            }
        }
    }

    /// <summary>An end already under way when its pulse was prolonged ends nothing: a timer cannot be called back.</summary>
    private void End(long pulse)
    {
        lock (_one)
        {
            if (!_disposed && pulse == _pulse)
            {
                var left = _length - _time.GetElapsedTime(_since);
                if (left > TimeSpan.Zero)
                {
                    _end!.Change(left > Least ? left : Least, Timeout.InfiniteTimeSpan);
                    return;
                }

                _gpio.Write(_line, PinValue.Low);
                _energised = false;
            }
        }
    }
}
