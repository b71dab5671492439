using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Host.Tests.Support;

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
        while (await lines.ReadLineAsync(Token) is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal)
                && JsonSerializer.Deserialize(line["data: ".Length..], ContractJson.Default.HostNews)!.Roster?.StartsWith("1-", StringComparison.Ordinal) == true)
            {
                return;
            }
        }

        Assert.Fail("The line ended before the roster was told.");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
