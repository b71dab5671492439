using System.Globalization;
using System.Net;
using Gatehouse.Host.Tests.Support;

namespace Gatehouse.Host.Tests;

/// <summary>Sites east and west of Greenwich, in summer and in winter.</summary>
public sealed class SiteTimeTests
{
    [Theory]
    [InlineData(8, "from=0001-01-01")]
    [InlineData(-8, "to=9999-12-31T23:59:59")]
    public async Task The_first_and_the_last_time_there_is_are_times_everywhere(int hours, string filter)
    {
        var zone = TimeZoneInfo.CreateCustomTimeZone("site", TimeSpan.FromHours(hours), "site", "site");
        await using var host = await RunningHost.StartAsync(site: zone);
        using var kiosk = await host.KioskAsync("gate-1");
        await kiosk.SendAsync(new Journal("gate-1").Walk(1));

        foreach (var address in (string[])["/", "/api/v1/entries", "/export.csv"])
        {
            var text = await host.Browser.GetStringAsync(new Uri($"{address}?{filter}", UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Contains("Person 0", text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("2026-01-15", "(UTC+01:00)")]
    [InlineData("2026-07-15", "(UTC+02:00)")]
    public async Task The_table_names_the_offset_of_the_times_it_shows(string day, string offset)
    {
        await using var host = await RunningHost.StartAsync(site: WithSummer());
        using var kiosk = await host.KioskAsync("gate-1");
        var journal = new Journal("gate-1") { At = DateTimeOffset.Parse(day + "T08:00:00Z", CultureInfo.InvariantCulture) };
        await kiosk.SendAsync(journal.Walk(1));
        var page = WebUtility.HtmlDecode(await host.Browser.GetStringAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken));
        Assert.Contains("site " + offset, page, StringComparison.Ordinal);
    }

    private static TimeZoneInfo WithSummer()
    {
        var clocks = new DateTime(1, 1, 1, 2, 0, 0);
        var summer = TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
            DateTime.MinValue.Date,
            DateTime.MaxValue.Date,
            TimeSpan.FromHours(1),
            TimeZoneInfo.TransitionTime.CreateFloatingDateRule(clocks, 3, 5, DayOfWeek.Sunday),
            TimeZoneInfo.TransitionTime.CreateFloatingDateRule(clocks, 10, 5, DayOfWeek.Sunday));
        return TimeZoneInfo.CreateCustomTimeZone("site", TimeSpan.FromHours(1), "site", "site", "site in summer", [summer]);
    }
}
