namespace Gatehouse.Fleet.Time;

/// <summary>The time of the lanes: it sleeps while nobody is at any of them, so that a night costs nothing.</summary>
/// <param name="time">The time of everything else.</param>
internal sealed class LaneTime(TimeProvider time) : TimeProvider
{
    private readonly HashSet<SleepingTimer> _timers = [];
    private long _slept;
    private long? _asleepSince = time.GetTimestamp();
    private int _awake;

    public override long TimestampFrequency => time.TimestampFrequency;

    public override long GetTimestamp() => (_asleepSince ?? time.GetTimestamp()) - _slept;

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SleepingTimer(this, callback, state);
        _timers.Add(timer);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Somebody comes.</summary>
    public void Wake()
    {
        if (_awake++ == 0)
        {
            _slept += time.GetTimestamp() - _asleepSince!.Value;
            _asleepSince = null;
            foreach (var timer in _timers.ToList())
            {
                timer.Resume();
            }
        }
    }

    /// <summary>They are gone.</summary>
    public void Sleep()
    {
        if (--_awake == 0)
        {
            _asleepSince = time.GetTimestamp();
            foreach (var timer in _timers)
            {
                timer.Pause();
            }
        }
    }

    private sealed class SleepingTimer : ITimer
    {
        private readonly LaneTime _lane;
        private readonly ITimer _timer;
        private TimeSpan _period = Timeout.InfiniteTimeSpan;
        private long? _due;

        public SleepingTimer(LaneTime lane, TimerCallback callback, object? state)
        {
            _lane = lane;
            _timer = lane.Under.CreateTimer(
                _ =>
                {
                    _due = _period > TimeSpan.Zero ? _lane.GetTimestamp() + _period.Ticks : null;
                    Resume();
                    callback(state);
                },
                null,
                Timeout.InfiniteTimeSpan,
                Timeout.InfiniteTimeSpan);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _period = period;
            _due = dueTime == Timeout.InfiniteTimeSpan ? null : _lane.GetTimestamp() + dueTime.Ticks;
            Pause();
            if (_lane._asleepSince is null)
            {
                Resume();
            }

            return true;
        }

        public void Resume()
        {
            if (_due is { } due)
            {
                _timer.Change(TimeSpan.FromTicks(Math.Max(0, due - _lane.GetTimestamp())), Timeout.InfiniteTimeSpan);
            }
        }

        public void Pause() => _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public void Dispose()
        {
            _lane._timers.Remove(this);
            _due = null;
            _timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }

    private TimeProvider Under => time;
}
