using System.Net;
using Gatehouse.Host.Composition;
using Gatehouse.Host.Tests.Support;

namespace Gatehouse.Host.Tests;

/// <summary>What the host says of itself to whatever watches over it. Meters are the process's, so that no other host may run beside.</summary>
[Collection(nameof(Alone))]
public sealed class HealthTests : HostAndKiosk
{
    [Fact]
    public async Task A_host_that_can_work_is_alive_and_ready()
    {
        Assert.Equal((HttpStatusCode.OK, "alive\n"), await AskAsync("/health/live"));
        Assert.Equal((HttpStatusCode.OK, "ready\ndatabase: good\ndisk: good\n"), await AskAsync("/health/ready"));
        Assert.Equal((HttpStatusCode.OK, "healthy\n"), await AskAsync("/health"));
    }

    [Fact]
    public async Task A_host_whose_data_have_not_its_form_is_alive_and_not_ready_and_says_what_to_do()
    {
        Host.Alter("DELETE FROM \"__EFMigrationsHistory\" WHERE migration_id = (SELECT max(migration_id) FROM \"__EFMigrationsHistory\")");
        var (status, text) = await AskAsync("/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("gatehouse-host migrate", text, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, "alive\n"), await AskAsync("/health/live"));

        Host.Alter("INSERT INTO \"__EFMigrationsHistory\" (migration_id, product_version) VALUES ('99990101000000_Later', '10')");
        Assert.Contains("99990101000000_Later", (await AskAsync("/health/ready")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_whose_disk_is_all_but_full_is_not_ready()
    {
        var options = new RunOptions { Data = Host.Data + "-full", Database = TestDatabase.Of(Host.Data + "-full"), KioskPort = 0, ConsolePort = 0, DiskReserveMegabytes = int.MaxValue };
        await using var full = await HostService.StartAsync(options, TimeProvider.System, Token);
        using var browser = new HttpClient();
        using var response = await browser.GetAsync(new Uri(full.Console, "/health/ready"), Token);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        var text = await response.Content.ReadAsStringAsync(Token);
        Assert.Contains("database: good", text, StringComparison.Ordinal);
        Assert.Contains("--disk-reserve: make room", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_whose_database_is_away_is_alive_and_not_ready()
    {
        Assert.SkipUnless(TestDatabase.IsPostgres, "A file that is open stays.");
        TestDatabase.Shut(Host.Data);
        var (status, text) = await AskAsync("/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("database: it does not answer", text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync("/health/live")).Status);

        TestDatabase.Shut(Host.Data, again: true);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync("/health/ready")).Status);
    }

    [Fact]
    public async Task Metrics_tell_what_came_in_and_name_nobody()
    {
        var journal = new Journal("gate-1").Walk(3);
        await Kiosk.SendAsync(journal);
        using (await Kiosk.PostAsync([1, 2, 3]))
        {
            // Refused with 400.
        }

        var (status, text) = await AskAsync("/metrics");
        Assert.Equal(HttpStatusCode.OK, status);
        var lines = text.Split('\n');
        Assert.Contains(lines, l => l.StartsWith("gatehouse_records_received", StringComparison.Ordinal) && Value(l) == 6);
        Assert.Contains(lines, l => l.StartsWith("gatehouse_batches_refused", StringComparison.Ordinal) && l.Contains("status=\"400\"", StringComparison.Ordinal) && Value(l) == 1);
        Assert.Contains(lines, l => l.StartsWith("gatehouse_ingest_duration_seconds_count", StringComparison.Ordinal) && Value(l) == 2);
        Assert.DoesNotContain("Person 1", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"1001\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_tell_of_each_kiosk_how_far_it_is_behind()
    {
        var journal = new Journal("gate-1").Walk(3);
        await Kiosk.SendAsync(journal, 1, 2);
        await Kiosk.SendAsync(journal, 4, 6);
        await Host.RestartAsync();
        var began = TimeProvider.System.GetTimestamp();
        string text;
        // The host looks at its data beside its start.
        while (!(text = await Host.Browser.GetStringAsync(new Uri("/metrics", UriKind.Relative), Token)).Contains("gatehouse_roster_lag", StringComparison.Ordinal))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromMinutes(1), text);
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Token);
        }

        var lines = text.Split('\n');
        Assert.Contains(lines, l => l.StartsWith("gatehouse_watermark_lag", StringComparison.Ordinal) && l.Contains("kiosk=\"gate-1\"", StringComparison.Ordinal) && Value(l) == 4);
        Assert.Contains(lines, l => l.StartsWith("gatehouse_kiosk_silence_seconds", StringComparison.Ordinal));
    }

    /// <summary>Prometheus' format: the value, and a timestamp that may follow it.</summary>
    private static double Value(string line) => double.Parse(line[(line.LastIndexOf('}') + 1)..].Trim().Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);

    private async Task<(HttpStatusCode Status, string Text)> AskAsync(string path)
    {
        using var response = await Host.Browser.GetAsync(new Uri(path, UriKind.Relative), Token);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Token));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
