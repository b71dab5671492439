using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Host.Tests.Support;
using Npgsql;

namespace Gatehouse.Host.Tests;

/// <summary>Two hosts on one PostgreSQL.</summary>
public sealed class SeveralHostsTests
{
    private const int Batch = 10;

    [Fact]
    public async Task They_take_what_comes_to_either_once_and_the_end_of_one_loses_nothing()
    {
        Assert.SkipUnless(TestDatabase.IsPostgres, "SQLite is one host's.");
        await using var one = await RunningHost.StartAsync();
        var credential = await one.CredentialAsync("gate-1");
        var journal = new Journal("gate-1").Walk(60);
        using var here = new KioskLink(credential, one.Kiosks);
        await using (var other = await RunningHost.StartBesideAsync(one))
        {
            using var there = new KioskLink(credential, other.Kiosks);
            for (var from = 1; from + Batch - 1 <= journal.Count / 2; from += Batch)
            {
                await Task.WhenAll(here.SendAsync(journal, from, from + Batch - 1), there.SendAsync(journal, from, from + Batch - 1));
            }
        }

        Assert.Equal(journal.Count, (await here.SendAsync(journal)).Watermark);
        Assert.Equal((long)journal.Count, one.Query("SELECT count(*) FROM record").Single()[0]);
        Assert.Equal(60, (await one.GetAsync("/api/v1/entries?limit=100")).GetProperty("entries").GetArrayLength());
        Assert.Equal("verified", (await one.GetAsync("/api/v1/summary?verify=true")).GetProperty("chain").GetString());
        Assert.Equal(0, one.Alarms());
    }

    [Fact]
    public async Task What_is_changed_by_one_is_told_by_the_other()
    {
        Assert.SkipUnless(TestDatabase.IsPostgres, "SQLite is one host's.");
        await using var one = await RunningHost.StartAsync();
        var credential = await one.CredentialAsync("gate-1");
        await using var other = await RunningHost.StartBesideAsync(one);
        using var there = new KioskLink(credential, other.Kiosks);
        using var response = await there.Client.GetAsync(new Uri(Routes.NewsOf(KioskId.Parse("gate-1")), UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Token);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(Token));
        var sheet = Path.Combine(one.Data, "..", "people.csv");
        await File.WriteAllTextAsync(sheet, "number,name,group,badges\n0001,Ann,office,KEYS:1\n", Token);
        await RunningHost.CommandAsync(null, "people", "import", sheet, "--data", one.Data);
        await ToldAsync(lines, "1-");

        // Each host's own line to the database is cut: they listen anew.
        one.Query("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
        NpgsqlConnection.ClearAllPools();
        await RunningHost.CommandAsync(null, "people", "suspend", "0001", "--data", one.Data);
        await ToldAsync(lines, "2-");
    }

    [Fact]
    public async Task The_database_itself_announces_what_kiosks_must_be_told()
    {
        Assert.SkipUnless(TestDatabase.IsPostgres, "SQLite is one host's.");
        await using var host = await RunningHost.StartAsync();
        await host.CredentialAsync("gate-1");
        await using var listening = new NpgsqlConnection(TestDatabase.Of(host.Data));
        await listening.OpenAsync(Token);
        var said = new List<string>();
        listening.Notification += (_, e) => said.Add(e.Payload);
        await using (var command = new NpgsqlCommand("LISTEN gatehouse_news", listening))
        {
            await command.ExecuteNonQueryAsync(Token);
        }

        var sheet = Path.Combine(host.Data, "..", "people.csv");
        await File.WriteAllTextAsync(sheet, "number,name,group,badges\n0001,Ann,office,KEYS:1\n", Token);
        await RunningHost.CommandAsync(null, "people", "import", sheet, "--data", host.Data);
        await listening.WaitAsync(Token);
        host.Alter("INSERT INTO command (site_id, id, kiosk_id, \"do\", by, at, until) SELECT site_id, 'c1', id, 'identify', 'test', now(), now() FROM kiosk");
        await listening.WaitAsync(Token);
        Assert.Equal(["roster", "command"], said);
    }

    [Fact]
    public async Task A_host_tells_the_others_that_records_came_to_it()
    {
        Assert.SkipUnless(TestDatabase.IsPostgres, "SQLite is one host's.");
        await using var one = await RunningHost.StartAsync();
        await using var listening = new NpgsqlConnection(TestDatabase.Of(one.Data));
        await listening.OpenAsync(Token);
        await using (var command = new NpgsqlCommand("LISTEN gatehouse_records", listening))
        {
            await command.ExecuteNonQueryAsync(Token);
        }

        using var kiosk = await one.KioskAsync("gate-1");
        await kiosk.SendAsync(new Journal("gate-1").Walk(1));
        await listening.WaitAsync(Token);
    }

    private static async Task ToldAsync(StreamReader lines, string revision)
    {
        while (await lines.ReadLineAsync(Token) is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal)
                && JsonSerializer.Deserialize(line["data: ".Length..], ContractJson.Default.HostNews)!.Roster?.StartsWith(revision, StringComparison.Ordinal) == true)
            {
                return;
            }
        }

        Assert.Fail("The line ended before the roster was told.");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
