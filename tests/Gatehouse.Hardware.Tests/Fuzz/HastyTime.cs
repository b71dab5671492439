namespace Gatehouse.Hardware.Tests.Fuzz;

/// <summary>Whoever waits has waited: a timer fires as it is made, and so much time has passed.</summary>
internal sealed class HastyTime : TimeProvider
{
    private long _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        _now += dueTime.Ticks;
        callback(state);
        return Fired.Instance;
    }

    private sealed class Fired : ITimer
    {
        public static readonly Fired Instance = new();

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
