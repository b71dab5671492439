namespace Gatehouse.Host.Tests.Support;

/// <summary>The real time at a site in another zone.</summary>
internal sealed class SiteTime(TimeZoneInfo site) : TimeProvider
{
    public override TimeZoneInfo LocalTimeZone => site;
}
