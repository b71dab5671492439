using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Host.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Host.Tests.Faults;

/// <summary>What no record says: a kiosk is silent, records do not come, a certificate ends, and an alarm that nobody has seen becomes graver.</summary>
public sealed class NobodyLooks : HostAndKiosk
{
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private readonly Journal _journal = new Journal("gate-1").Walk(5);

    [Fact]
    public async Task A_kiosk_of_which_nothing_is_heard_is_an_alarm_and_what_was_known_of_it_is_marked_as_old()
    {
        await Host.RestartAsync(_time);
        using var kiosk = new KioskLink(Kiosk.Credential!, Host.Kiosks);
        _journal.Add(RecordKind.Fault, """{"device":"housing","reason":"open"}""");
        await kiosk.SendAsync(_journal);
        Assert.Single(await ListAsync());
        var alarms = await UntilAsync(alarms => alarms.Count == 2);
        var silent = alarms.Single(a => Text(a, "kind") == "silent");
        Assert.Contains("Nothing was heard of it since", Text(silent, "detail"), StringComparison.Ordinal);
        Assert.True(alarms.Single(a => Text(a, "kind") == "tamper").TryGetProperty("noDataSince", out _));
        Assert.Contains("no data, last known", await Host.Browser.GetStringAsync(new Uri("/alarms", UriKind.Relative), Token), StringComparison.Ordinal);

        alarms = await UntilAsync(alarms => alarms.Any(a => Text(a, "kind") == "silent" && !a.GetProperty("active").GetBoolean()), () => kiosk.AskAsync("e1"));
        Assert.False(alarms.Single(a => Text(a, "kind") == "tamper").TryGetProperty("noDataSince", out _));
    }

    [Fact]
    public async Task One_that_was_revoked_is_not_missed()
    {
        await Host.RestartAsync(_time);
        await RunningHost.CommandAsync(null, "kiosk", "revoke", "gate-1", "--data", Host.Data);
        // A second one tells that it was looked.
        using var other = await Host.KioskAsync("gate-2");
        var alarms = await UntilAsync(alarms => alarms.Count > 0);
        Assert.Equal([("silent", "gate-2")], alarms.Select(a => (Text(a, "kind"), Text(a, "kiosk"))));
    }

    [Fact]
    public async Task Records_that_are_missing_and_do_not_come_are_an_alarm_until_they_do()
    {
        await Host.RestartAsync(_time);
        using var kiosk = new KioskLink(Kiosk.Credential!, Host.Kiosks);
        await kiosk.SendAsync(_journal, 1, 2);
        await kiosk.SendAsync(_journal, 7, 10);
        await UntilAsync(alarms => Kinds(alarms).Contains("gaps", StringComparer.Ordinal));
        Assert.DoesNotContain("queueGrowing", Kinds(await ListAsync()), StringComparer.Ordinal);
        await kiosk.SendAsync(_journal, 3, 6);
        await UntilAsync(alarms => alarms.Any(a => Text(a, "kind") == "gaps" && !a.GetProperty("active").GetBoolean()));
    }

    [Fact]
    public async Task More_and_more_that_is_missing_is_a_queue_that_grows()
    {
        await Host.RestartAsync(_time);
        using var kiosk = new KioskLink(Kiosk.Credential!, Host.Kiosks);
        _journal.Walk(10);
        await kiosk.SendAsync(_journal, 1, 2);
        await kiosk.SendAsync(_journal, 9, 10);
        await UntilAsync(_ => Missing() == 6);
        await kiosk.SendAsync(_journal, 20, 20);
        await UntilAsync(alarms => Kinds(alarms).Contains("queueGrowing", StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_certificate_that_ends_soon_and_was_not_renewed_is_an_alarm_until_it_is()
    {
        _time.Advance(TimeSpan.FromDays(80));
        await Host.RestartAsync(_time);
        await UntilAsync(alarms => Kinds(alarms).Contains("certificateExpiring", StringComparer.Ordinal));
        using var kiosk = new KioskLink(Kiosk.Credential!, Host.Kiosks) { Later = TimeSpan.FromDays(80) };
        using var renewed = await kiosk.RenewAsync();
        Assert.True(renewed.IsSuccessStatusCode);
        await UntilAsync(alarms => alarms.All(a => Text(a, "kind") != "certificateExpiring" || !a.GetProperty("active").GetBoolean()));
    }

    [Fact]
    public async Task An_alarm_that_nobody_has_seen_becomes_graver_once_and_one_that_was_seen_does_not()
    {
        await Host.RestartAsync(_time);
        using var kiosk = new KioskLink(Kiosk.Credential!, Host.Kiosks);
        _journal.Add(RecordKind.Fault, """{"device":"readerIn","reason":"lost"}""");
        _journal.Add(RecordKind.Fault, """{"device":"mains","reason":"failed"}""");
        _journal.Add(RecordKind.Fault, """{"device":"calibration","reason":"due"}""");
        await kiosk.SendAsync(_journal);
        await RunningHost.CommandAsync(_time, "alarm", "acknowledge", "2", "--data", Host.Data);
        var alarms = await UntilAsync(alarms => alarms.Any(a => a.TryGetProperty("escalatedAt", out _)));
        Assert.Equal(
            [("readerLost", "high", true), ("power", "medium", false), ("calibrationDue", "low", false)],
            alarms.Where(a => Text(a, "kind") != "silent").OrderBy(a => a.GetProperty("id").GetInt64()).Select(a => (Text(a, "kind"), Text(a, "severity"), a.TryGetProperty("escalatedAt", out _))));
        Assert.Equal(4, (await UntilAsync(alarms => alarms.Any(a => Text(a, "kind") == "silent" && a.TryGetProperty("escalatedAt", out _)))).Count);
        var (_, output, _) = await RunningHost.CommandAsync(_time, "alarm", "show", "1", "--data", Host.Data);
        Assert.Single(output.Split('\n'), line => line.Contains("escalated: high", StringComparison.Ordinal));
    }

    private long Missing() => Convert.ToInt64(Host.Query("SELECT missing FROM kiosk").Single()[0], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Lets time pass by tens of seconds until the alarms are as said.</summary>
    private async Task<IReadOnlyList<JsonElement>> UntilAsync(Predicate<IReadOnlyList<JsonElement>> isSo, Func<Task>? meanwhile = null)
    {
        while (true)
        {
            _time.Advance(TimeSpan.FromSeconds(10));
            if (meanwhile is not null)
            {
                await meanwhile();
            }

            var alarms = await ListAsync();
            if (isSo(alarms))
            {
                return alarms;
            }
        }
    }

    private async Task<IReadOnlyList<JsonElement>> ListAsync() => [.. (await Host.GetAsync("/api/v1/alarms?open=true")).GetProperty("alarms").EnumerateArray()];

    private static IEnumerable<string?> Kinds(IEnumerable<JsonElement> alarms) => alarms.Select(a => Text(a, "kind"));

    private static string? Text(JsonElement alarm, string name) => alarm.GetProperty(name).GetString();

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
