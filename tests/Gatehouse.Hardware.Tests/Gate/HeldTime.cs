namespace Gatehouse.Hardware.Tests.Gate;

/// <summary>A time that moves when a test has a timer fire, and then to where that timer is due, even one just changed, as on a busy thread pool.</summary>
internal sealed class HeldTime : TimeProvider
{
    private long _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>What the timer made last does when it comes due.</summary>
    public Action Due { get; private set; } = () => { };

    public override long GetTimestamp() => _now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var at = _now + dueTime.Ticks;
        Due = () =>
        {
            _now = Math.Max(_now, at);
            callback(state);
        };
        return new HeldTimer();
    }

    private sealed class HeldTimer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
