using System.Diagnostics.CodeAnalysis;

namespace Gatehouse.Hardware.Simulation;

/// <summary>
/// Time that runs faster than another, for simulated devices and a lane's timers. It goes from one timer to the next in
/// their order, waits while the thread pool has work left, and does not make up for a stall: on a busy machine it runs
/// slower than asked for, and nobody in it is late for that.
/// </summary>
public sealed class AcceleratedTime : TimeProvider, IDisposable
{
    // A step of the real clock; what a stalled process has missed beyond two of them is not made up.
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(1);
    private const int MostSteps = 2;
    private const int Looks = 200;

    private readonly TimeProvider _real;
    private readonly double _speed;
    private readonly DateTimeOffset _startedAt;
    private readonly Lock _one = new();
    private readonly PriorityQueue<AcceleratedTimer, (long Due, long Order)> _timers = new();
    private readonly ITimer _clockwork;
    private long _steppedAt;
    private long _order;
    private long _now;
    private int _stepping;
    private int _firing;

    /// <summary>Starts the time.</summary>
    /// <param name="real">The time it is made from.</param>
    /// <param name="speed">How many times faster, at most; 1 or more.</param>
    public AcceleratedTime(TimeProvider real, double speed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(speed, 1);
        _real = real;
        _speed = speed;
        _startedAt = real.GetUtcNow();
        _steppedAt = real.GetTimestamp();
        _clockwork = real.CreateTimer(_ => TakeStep(), null, Step, Step);
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _startedAt + TimeSpan.FromTicks(GetTimestamp());

    public override long GetTimestamp() => Volatile.Read(ref _now);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new AcceleratedTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    public void Dispose() => _clockwork.Dispose();

    internal void Schedule(AcceleratedTimer timer, TimeSpan dueTime)
    {
        lock (_one)
        {
            timer.Due = _now + dueTime.Ticks;
            _timers.Enqueue(timer, (timer.Due, ++_order));
        }
    }

    private void TakeStep()
    {
        if (Interlocked.Exchange(ref _stepping, 1) == 1)
        {
            return;
        }

        var real = _real.GetTimestamp();
        var passed = TimeSpan.FromTicks(Math.Min(_real.GetElapsedTime(_steppedAt, real).Ticks, Step.Ticks * MostSteps));
        _steppedAt = real;
        var end = _now + (passed * _speed).Ticks;
        while (IsQuiet() && Next(end) is { } next)
        {
            Interlocked.Increment(ref _firing);
            ThreadPool.UnsafeQueueUserWorkItem(Fire, next, preferLocal: false);
        }

        Volatile.Write(ref _stepping, 0);
    }

    /// <summary>The next timer up to a time, which it then is; null when there is none and that time has come.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "Timers belong to whoever made them.")]
    private (AcceleratedTimer Timer, long Due)? Next(long end)
    {
        lock (_one)
        {
            while (_timers.TryPeek(out var timer, out var due) && due.Due <= end)
            {
                _timers.Dequeue();
                if (timer.Due == due.Due)
                {
                    _now = Math.Max(_now, due.Due);
                    return (timer, due.Due);
                }
            }

            _now = end;
            return null;
        }
    }

    /// <summary>Until the callback has returned it is still the time at which it came due.</summary>
    private void Fire((AcceleratedTimer Timer, long Due) next)
    {
        try
        {
            next.Timer.Fire(next.Due);
        }
        finally
        {
            Interlocked.Decrement(ref _firing);
        }
    }

    private bool IsQuiet()
    {
        for (var look = 0; look < Looks; look++)
        {
            if (Volatile.Read(ref _firing) == 0 && ThreadPool.PendingWorkItemCount == 0)
            {
                return true;
            }

            Thread.Yield();
        }

        return false;
    }
}
