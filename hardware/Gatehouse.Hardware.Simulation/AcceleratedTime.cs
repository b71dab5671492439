namespace Gatehouse.Hardware.Simulation;

/// <summary>Time that runs faster than another: for simulated devices and lane timers only.</summary>
/// <param name="real">The time it is made from.</param>
/// <param name="speed">How many times faster, 1 to 10000.</param>
public sealed class AcceleratedTime(TimeProvider real, double speed) : TimeProvider
{
    private readonly DateTimeOffset _startedAt = real.GetUtcNow();
    private readonly long _started = real.GetTimestamp();

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _startedAt + Elapsed;

    public override long GetTimestamp() => Elapsed.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new ScaledTimer(real.CreateTimer(callback, state, Scale(dueTime), Scale(period)), this);

    private TimeSpan Elapsed => real.GetElapsedTime(_started) * speed;

    private TimeSpan Scale(TimeSpan time) => time <= TimeSpan.Zero ? time : time / speed;

    private sealed class ScaledTimer(ITimer timer, AcceleratedTime time) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(time.Scale(dueTime), time.Scale(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
