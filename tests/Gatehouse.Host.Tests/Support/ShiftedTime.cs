namespace Gatehouse.Host.Tests.Support;

/// <summary>The real time, some days later, at a site in another zone.</summary>
internal sealed class ShiftedTime(TimeSpan later, TimeZoneInfo? site = null) : TimeProvider
{
    public override TimeZoneInfo LocalTimeZone => site ?? TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + later;
}
