using System.Globalization;
using Gatehouse.Host.Identity;

namespace Gatehouse.Host.Commands;

/// <summary>Times as people at the site say them.</summary>
internal static class SiteTime
{
    private static readonly string[] Forms = ["H:mm", "HH:mm", "yyyy-MM-dd HH:mm", "yyyy-MM-dd'T'HH:mm"];

    /// <summary>A moment to come; a time of day is the next one.</summary>
    /// <exception cref="HostException">It is no time.</exception>
    public static DateTimeOffset Read(string option, string text, TimeProvider time)
    {
        if (!DateTime.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.NoCurrentDateDefault, out var local))
        {
            throw new HostException($"'{text}' is no time for {option}: write it as 18:30, or as 2026-03-02 18:30.");
        }

        var now = time.GetLocalNow().DateTime;
        if (local.Year == 1)
        {
            local = now.Date + local.TimeOfDay;
            local = local <= now ? local.AddDays(1) : local;
        }

        return new DateTimeOffset(local, time.LocalTimeZone.GetUtcOffset(local)).ToUniversalTime();
    }

    /// <summary>A moment, to the minute.</summary>
    public static string Minute(DateTimeOffset at, TimeProvider time) =>
        TimeZoneInfo.ConvertTime(at, time.LocalTimeZone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
