namespace Gatehouse.Hardware.Simulation;

/// <summary>
/// An HC-SR04 between a trigger line and the edges of an echo line. It measures when the trigger has been high for 10 µs
/// or more and falls; stricter than the device, it hears nothing within 60 ms of the shot before, whose echo is still about.
/// </summary>
public sealed class SimulatedHcSr04 : IDisposable
{
    private const double CentimetresPerSecond = 34_300;

    private static readonly TimeSpan ShortestPulse = TimeSpan.FromMicroseconds(10);
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(60);

    // From the trigger to the echo line's rise: the burst of 8 cycles and what the sensor's processor adds, as measured by
    // others (forum.arduino.cc, "How long for echo pin of HC SR04 to go high?").
    private static readonly TimeSpan Burst = TimeSpan.FromMicroseconds(2270);

    private readonly SimulatedGpioChip _chip;
    private readonly SimulatedLineEdges _edges;
    private readonly int _trigger;
    private readonly int _echo;
    private readonly ITimer _due;
    private readonly Lock _one = new();
    private TimeSpan? _triggeredAt;
    private TimeSpan? _shotAt;
    private Edge[] _coming = [];
    private bool _high;

    public SimulatedHcSr04(SimulatedGpioChip chip, SimulatedLineEdges edges, int trigger, int echo, TimeProvider time)
    {
        (_chip, _edges, _trigger, _echo) = (chip, edges, trigger, echo);
        _due = time.CreateTimer(_ => Come(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        chip.Changed += OnLevels;
    }

    /// <summary>How far the face is; null when there is none.</summary>
    public double? Centimetres { get => Get(ref field); set => Set(ref field, value); }

    /// <summary>How long the line stays high without an echo: 38 ms by the datasheet, 200 ms in some copies.</summary>
    public TimeSpan Listening { get => Get(ref field); set => Set(ref field, value); } = TimeSpan.FromMilliseconds(38);

    public HcSr04Fault Fault
    {
        get => Get(ref field);
        set
        {
            Set(ref field, value);
            if (value != HcSr04Fault.StuckHigh)
            {
                LetGo();
            }
        }
    }

    /// <summary>How many pulses were too short or too soon to be heard.</summary>
    public int Unheard { get => Get(ref field); private set => Set(ref field, value); }

    public void Dispose()
    {
        _chip.Changed -= OnLevels;
        _due.Dispose();
    }

    private void OnLevels(object? sender, LevelsChangedEventArgs levels)
    {
        lock (_one)
        {
            if (levels.Rose(_trigger))
            {
                _triggeredAt = _edges.Now;
            }
            else if (levels.Fell(_trigger) && _triggeredAt is { } triggeredAt)
            {
                Hear(triggeredAt);
            }
        }
    }

    private void Hear(TimeSpan triggeredAt)
    {
        if (_edges.Now - triggeredAt < ShortestPulse || triggeredAt - _shotAt < Rest)
        {
            Unheard++;
            return;
        }

        _shotAt = triggeredAt;
        if (Fault != HcSr04Fault.Silent && !_high)
        {
            _coming = [.. Echo(triggeredAt + Burst)];
            Await();
        }
    }

    private IEnumerable<Edge> Echo(TimeSpan rise)
    {
        var width = Centimetres is { } far && Fault != HcSr04Fault.NoEcho ? TimeSpan.FromSeconds(2 * far / CentimetresPerSecond) : Listening;
        yield return new Edge(_echo, Rising: true, rise);
        if (Fault != HcSr04Fault.StuckHigh)
        {
            yield return new Edge(_echo, Rising: false, rise + width);
        }
    }

    /// <summary>Each edge can be read once it has happened.</summary>
    private void Come()
    {
        lock (_one)
        {
            while (_coming is [var edge, ..] && edge.At <= _edges.Now)
            {
                _coming = _coming[1..];
                _high = edge.Rising;
                if (Fault == HcSr04Fault.LostEdge && !edge.Rising)
                {
                    _edges.Lose();
                    edge = edge with { Rising = true };
                }

                _edges.Emit(edge);
            }

            Await();
        }
    }

    /// <summary>A line that was stuck falls.</summary>
    private void LetGo()
    {
        lock (_one)
        {
            if (_high && _coming.Length == 0)
            {
                _high = false;
                _edges.Emit(new Edge(_echo, Rising: false, _edges.Now));
            }
        }
    }

    private void Await()
    {
        if (_coming is [var next, ..])
        {
            // A timer is cut to whole milliseconds: rounded up, lest it fire for nothing. On a busy machine its time may have passed.
            var left = Math.Max(0, Math.Ceiling((next.At - _edges.Now).TotalMilliseconds));
            _due.Change(TimeSpan.FromMilliseconds(left), Timeout.InfiniteTimeSpan);
        }
    }

    private T Get<T>(ref T field)
    {
        lock (_one)
        {
            return field;
        }
    }

    private void Set<T>(ref T field, T value)
    {
        lock (_one)
        {
            field = value;
        }
    }
}
