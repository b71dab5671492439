using System.Device.Gpio;

namespace Gatehouse.Hardware.Gate;

/// <summary>
/// A feedback contact to ground that opens while the arm turns. An opening counts once it has lasted for the
/// debounce time, and once only, until it has been closed for as long.
/// </summary>
internal sealed class TurnContact : IDisposable
{
    private readonly GpioController _gpio;
    private readonly int _line;
    private readonly TimeSpan _debounce;
    private readonly TimeProvider _time;
    private readonly Action _turned;
    private readonly ITimer _timer;
    private readonly Lock _one = new();
    private bool _open;
    private bool _counted;
    private long _since;

    public TurnContact(GpioController gpio, int line, TimeSpan debounce, TimeProvider time, Action turned)
    {
        _gpio = gpio;
        _line = line;
        _debounce = debounce;
        _time = time;
        _turned = turned;
        _timer = time.CreateTimer(_ => Settled(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _open = gpio.Read(line) == PinValue.High;
        // A contact found open is a cut wire or an arm left half-way: nobody passed while this program watched.
        _counted = _open;
        _since = time.GetTimestamp();
        gpio.RegisterCallbackForPinValueChangedEvent(line, PinEventTypes.Rising | PinEventTypes.Falling, Changed);
    }

    public void Dispose()
    {
        _gpio.UnregisterCallbackForPinValueChangedEvent(_line, Changed);
        _timer.Dispose();
    }

    private void Changed(object sender, PinValueChangedEventArgs change)
    {
        lock (_one)
        {
            var open = change.ChangeType == PinEventTypes.Rising;
            if (open == _open)
            {
                return;
            }

            var lasted = _time.GetElapsedTime(_since) >= _debounce;
            if (_open && lasted)
            {
                // The timer may be late; the opening was long enough all the same.
                Count();
            }
            else if (!_open && lasted)
            {
                _counted = false;
            }

            _open = open;
            _since = _time.GetTimestamp();
            _timer.Change(open ? _debounce : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    private void Settled()
    {
        lock (_one)
        {
            if (_open)
            {
                Count();
            }
        }
    }

    private void Count()
    {
        if (!_counted)
        {
            _counted = true;
            _turned();
        }
    }
}
