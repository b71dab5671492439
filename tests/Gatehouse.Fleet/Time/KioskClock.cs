namespace Gatehouse.Fleet.Time;

/// <summary>One kiosk's clock: its wall clock may be wrong, and may step.</summary>
/// <param name="time">The true time.</param>
internal sealed class KioskClock(TimeProvider time) : TimeProvider
{
    /// <summary>How far the wall clock is from the truth.</summary>
    public TimeSpan Wrong { get; set; }

    public override long TimestampFrequency => time.TimestampFrequency;

    public override long GetTimestamp() => time.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + Wrong;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        time.CreateTimer(callback, state, dueTime, period);
}
