namespace Gatehouse.Kiosk.Tests.Journal;

/// <summary>A wall clock that can be set beside a monotonic one that cannot.</summary>
internal sealed class TwoClocks : TimeProvider
{
    public DateTimeOffset Wall { get; set; } = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    public TimeSpan Mono { get; private set; } = TimeSpan.FromMinutes(5);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => Wall;

    public override long GetTimestamp() => Mono.Ticks;

    /// <summary>Time passes on both.</summary>
    public void Pass(TimeSpan time)
    {
        Wall += time;
        Mono += time;
    }
}
