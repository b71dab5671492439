namespace Gatehouse.Fleet.Time;

/// <summary>A clock that stands still while anything works, and then jumps to what is due next.</summary>
/// <param name="began">What the wall clock says at its beginning.</param>
internal sealed class JumpingTime(DateTimeOffset began) : TimeProvider
{
    private readonly Lock _one = new();
    private readonly PriorityQueue<(JumpingTimer Timer, long Version), (long Due, long Order)> _due = new();
    private long _now;
    private long _order;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How long it has run.</summary>
    public TimeSpan Elapsed => TimeSpan.FromTicks(Volatile.Read(ref _now));

    public override long GetTimestamp() => Volatile.Read(ref _now);

    public override DateTimeOffset GetUtcNow() => began + Elapsed;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new JumpingTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Jumps to what is due next and does it; false when nothing is.</summary>
    public bool TryJump()
    {
        JumpingTimer? next = null;
        lock (_one)
        {
            while (next is null && _due.TryDequeue(out var entry, out var at))
            {
                if (entry.Timer.IsOf(entry.Version))
                {
                    _now = Math.Max(_now, at.Due);
                    next = entry.Timer;
                }
            }
        }

        next?.Fire();
        return next is not null;
    }

    private void Await(JumpingTimer timer, long version, TimeSpan time)
    {
        lock (_one)
        {
            _due.Enqueue((timer, version), (_now + Math.Max(0, time.Ticks), _order++));
        }
    }

    private sealed class JumpingTimer(JumpingTime time, TimerCallback callback, object? state) : ITimer
    {
        private readonly Lock _one = new();
        private long _version;
        private TimeSpan _period = Timeout.InfiniteTimeSpan;

        public bool IsOf(long version)
        {
            lock (_one)
            {
                return version == _version;
            }
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            long version;
            lock (_one)
            {
                version = ++_version;
                _period = period;
            }

            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                time.Await(this, version, dueTime);
            }

            return true;
        }

        public void Fire()
        {
            if (_period > TimeSpan.Zero)
            {
                Change(_period, _period);
            }

            callback(state);
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
