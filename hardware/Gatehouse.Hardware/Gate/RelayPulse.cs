using System.Device.Gpio;

namespace Gatehouse.Hardware.Gate;

/// <summary>One relay, energised for a while and never longer.</summary>
internal sealed class RelayPulse : IDisposable
{
    private readonly GpioController _gpio;
    private readonly int _line;
    private readonly TimeSpan _length;
    private readonly ITimer _end;
    private readonly Lock _one = new();
    private bool _disposed;

    public RelayPulse(GpioController gpio, int line, TimeSpan length, TimeProvider time)
    {
        _gpio = gpio;
        _line = line;
        _length = length;
        gpio.OpenPin(line, PinMode.Output, PinValue.Low);
        // A failed write would leave the relay energised. It is not caught: it ends the process, and the kernel then
        // gives the line back to its pull-down.
        _end = time.CreateTimer(_ => End(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Energise()
    {
        lock (_one)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            // The end is set first: no relay is ever energised without one.
            _end.Change(_length, Timeout.InfiniteTimeSpan);
            _gpio.Write(_line, PinValue.High);
        }
    }

    public void Dispose()
    {
        lock (_one)
        {
            if (!_disposed)
            {
                _disposed = true;
                _end.Dispose();
                _gpio.Write(_line, PinValue.Low);
            }
        }
    }

    private void End()
    {
        lock (_one)
        {
            if (!_disposed)
            {
                _gpio.Write(_line, PinValue.Low);
            }
        }
    }
}
