namespace Gatehouse.Hardware.Simulation;

/// <summary>A timer of an accelerated time.</summary>
internal sealed class AcceleratedTimer(AcceleratedTime time, TimerCallback callback, object? state) : ITimer
{
    /// <summary>Not waiting.</summary>
    public const long Never = -1;

    private readonly Lock _one = new();
    private TimeSpan _period = Timeout.InfiniteTimeSpan;
    private long _due = Never;
    private bool _disposed;

    /// <summary>When it fires; whatever else stands in the queue for it no longer counts.</summary>
    public long Due
    {
        get => Volatile.Read(ref _due);
        set => Volatile.Write(ref _due, value);
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        lock (_one)
        {
            if (_disposed)
            {
                return false;
            }

            _period = period;
            Due = Never;
            if (dueTime >= TimeSpan.Zero)
            {
                time.Schedule(this, dueTime);
            }

            return true;
        }
    }

    /// <summary>Fires unless it was changed or disposed of since it came due.</summary>
    public void Fire(long due)
    {
        lock (_one)
        {
            if (_disposed || Due != due)
            {
                return;
            }

            Due = Never;
            if (_period > TimeSpan.Zero)
            {
                time.Schedule(this, _period);
            }
        }

        callback(state);
    }

    public void Dispose()
    {
        lock (_one)
        {
            _disposed = true;
            Due = Never;
        }
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
