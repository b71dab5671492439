namespace Gatehouse.Hardware.Tests.Gate;

/// <summary>A time that never moves: its timers fire when a test says so, even those just changed, as on a busy thread pool.</summary>
internal sealed class HeldTime : TimeProvider
{
    /// <summary>What the timer made last does when it comes due.</summary>
    public Action Due { get; private set; } = () => { };

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Due = () => callback(state);
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
