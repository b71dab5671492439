using System.Device.Gpio;
using Gatehouse.Hardware.Timing;

namespace Gatehouse.Hardware.Gate;

/// <summary>
/// A contact to ground, debounced: a level counts once it has lasted. One that does not come to rest at all, as a wire that
/// is loose or hums, counts as open after a while. It is told by its edges; <see cref="Look"/> is the net for an edge that
/// never came.
/// </summary>
internal sealed class Contact : IDisposable
{
    // The longest that a sound contact chatters, many times over; shorter than anybody would wait at a button.
    private static readonly TimeSpan LongestUnrest = TimeSpan.FromMilliseconds(150);

    private readonly GpioController _gpio;
    private readonly int _line;
    private readonly TimeSpan _debounce;
    private readonly TimeProvider _time;
    private readonly Action<bool> _settled;
    private readonly ITimer _timer;
    private readonly Lock _one = new();
    private bool _open;
    private bool _settledOpen;
    private long _since;
    private long? _unrestSince;
    private bool _disposed;

    /// <summary>Watches a line that is open as an input with its pull-up.</summary>
    /// <param name="gpio">The chip.</param>
    /// <param name="line">The line.</param>
    /// <param name="debounce">How long a level must last to count.</param>
    /// <param name="time">Measures that.</param>
    /// <param name="settled">Told with true once the contact is open, with false once it is closed again.</param>
    public Contact(GpioController gpio, int line, TimeSpan debounce, TimeProvider time, Action<bool> settled)
    {
        _gpio = gpio;
        _line = line;
        _debounce = debounce;
        _time = time;
        _settled = settled;
        _timer = time.CreateTimer(_ => Lasted(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _open = IsHigh;
        _settledOpen = _open;
        _since = time.GetTimestamp();
        gpio.RegisterCallbackForPinValueChangedEvent(line, PinEventTypes.Rising | PinEventTypes.Falling, OnEdge);
    }

    /// <summary>Whether it is open, as it has settled.</summary>
    public bool IsOpen
    {
        get
        {
            lock (_one)
            {
                return _settledOpen;
            }
        }
    }

    private bool IsHigh => _gpio.Read(_line) == PinValue.High;

    /// <summary>Reads the line, in case an edge was lost.</summary>
    public void Look()
    {
        lock (_one)
        {
            if (!_disposed)
            {
                See(IsHigh);
            }
        }
    }

    /// <summary>Nothing is read or told afterwards, whatever is under way on another thread.</summary>
    public void Dispose()
    {
        lock (_one)
        {
            _disposed = true;
        }

        _gpio.UnregisterCallbackForPinValueChangedEvent(_line, OnEdge);
        _timer.Dispose();
    }

    private void OnEdge(object sender, PinValueChangedEventArgs change)
    {
        lock (_one)
        {
            See(change.ChangeType == PinEventTypes.Rising);
        }
    }

    private void See(bool open)
    {
        if (_disposed || open == _open)
        {
            return;
        }

        // The timer may be late; the level before lasted long enough all the same.
        if (_time.GetElapsedTime(_since) >= _debounce)
        {
            Settle(_open);
            _unrestSince = null;
        }

        _open = open;
        _since = _time.GetTimestamp();
        _unrestSince ??= _since;
        _timer.Change(_debounce, Timeout.InfiniteTimeSpan);
        if (_time.GetElapsedTime(_unrestSince.Value) >= LongestUnrest)
        {
            // Nobody knows what it is; an alarm or an open way is the safe thing to take it for.
            Settle(open: true);
        }
    }

    private void Lasted()
    {
        lock (_one)
        {
            if (_disposed)
            {
                return;
            }

            // A timer may fire a little early against the timestamps.
            var left = _debounce - _time.GetElapsedTime(_since);
            if (left <= TimeSpan.Zero)
            {
                Settle(_open);
                _unrestSince = null;
            }
            else
            {
                _timer.Change(WholeMilliseconds.AtLeast(left), Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void Settle(bool open)
    {
        if (open != _settledOpen)
        {
            _settledOpen = open;
            _settled(open);
        }
    }
}
