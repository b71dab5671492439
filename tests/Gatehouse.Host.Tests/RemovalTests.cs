using System.IO.Compression;
using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Host.Tests.Support;

namespace Gatehouse.Host.Tests;

/// <summary>Somebody leaves for good: first their rights go, then their name; and whoever asks gets all that is known of them.</summary>
public sealed class RemovalTests : HostAndKiosk
{
    private readonly Journal _journal = new("gate-1");

    protected override async Task PrepareAsync()
    {
        await ImportAsync("number,name,group,badges,department\n1000,Person 0,office,KEYS:1,Sales\n1001,Person 1,office,KEYS:2,\n");
        await Kiosk.SendAsync(_journal.Walk(2));
    }

    [Fact]
    public async Task Rights_go_at_once_and_the_badge_may_be_given_to_another()
    {
        var before = await RosterAsync(null);
        var (code, output, error) = await CommandAsync("people", "remove", "1000");
        Assert.Equal((0, ""), (code, error));
        Assert.StartsWith("1000 is removed: roster 2-", output, StringComparison.Ordinal);
        // A gate that follows hears of it, and one that begins anew holds the same.
        foreach (var gone in new[] { Assert.Single((await RosterAsync(before!.Roster.Revision))!.Roster.People), (await RosterAsync(null))!.Roster.People.Single(p => p.Number == "1000") })
        {
            Assert.Equal(("1000", "1000", true, 0), (gone.Number, gone.Name, gone.Suspended, gone.Badges.Count));
        }

        Assert.DoesNotContain("1000", (await CommandAsync("people", "list")).Output, StringComparison.Ordinal);
        Assert.Contains("it was so before", (await CommandAsync("people", "remove", "1000")).Output, StringComparison.Ordinal);
        Assert.Contains("Nobody has the number 1000", (await CommandAsync("people", "readmit", "1000")).Error, StringComparison.Ordinal);
        Assert.Equal(0, (await CommandAsync("badge", "assign", "KEYS:1", "1001")).Code);
    }

    [Fact]
    public async Task The_name_goes_later_wherever_it_is_and_everything_still_verifies()
    {
        Assert.Contains("1000 was not removed", (await CommandAsync("people", "purge", "1000")).Error, StringComparison.Ordinal);
        await CommandAsync("people", "remove", "1000");
        Assert.Contains("can be purged from", (await CommandAsync("people", "purge", "1000")).Error, StringComparison.Ordinal);
        var (code, output, error) = await RunningHost.CommandAsync(new ShiftedTime(TimeSpan.FromDays(31)), "people", "purge", "1000", "--data", Host.Data);
        Assert.Equal((0, ""), (code, error));
        Assert.StartsWith("The name of 1000 is erased, from 1 record", output, StringComparison.Ordinal);

        Assert.Equal(["1000", "Person 1"], Host.Query("SELECT name FROM person ORDER BY number").Select(r => r[0]));
        Assert.Equal(["Person 1"], Host.Query("SELECT name FROM personal WHERE name IS NOT NULL").Select(r => r[0]));
        Assert.DoesNotContain(Host.Query("SELECT personal FROM audit WHERE personal IS NOT NULL"), r => System.Text.Encoding.UTF8.GetString((byte[])r[0]).Contains("Person 0", StringComparison.Ordinal));
        Assert.Equal(0, (await CommandAsync("verify")).Code);
        Assert.Equal("verified", (await Host.GetAsync("/api/v1/summary?verify=true")).GetProperty("chain").GetString());
        var entries = (await Host.GetAsync("/api/v1/entries?person=1000")).GetProperty("entries");
        Assert.Single(entries.EnumerateArray());
    }

    [Fact]
    public async Task Who_comes_back_is_imported_again()
    {
        await CommandAsync("people", "remove", "1000");
        Assert.Contains("1 new, 0 changed", (await ImportAsync("number,name,group,badges\n1000,Person 0,office,KEYS:1\n")).Output, StringComparison.Ordinal);
        Assert.Single((await RosterAsync(null))!.Roster.People.Single(p => p.Number == "1000").Badges);
    }

    [Fact]
    public async Task All_that_is_known_of_somebody_is_one_file_and_that_it_was_made_is_noted()
    {
        _journal.Add(RecordKind.Erased, JsonSerializer.Serialize(new ValuesErased("e1", 1, 1, ["readings"], 1, _journal.At, 30, "p1"), ContractJson.Default.ValuesErased));
        await Kiosk.SendAsync(_journal);
        var file = Path.Combine(Host.Data, "..", "person.zip");
        var (code, output, error) = await CommandAsync("people", "export", "1000", "--out", file);
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("with 1 entry", output, StringComparison.Ordinal);
        await using var zip = await ZipFile.OpenReadAsync(file, Token);
        var person = JsonDocument.Parse(await TextAsync(zip, "person.json")).RootElement;
        Assert.Equal(("Person 0", "Sales", "KEYS:1"), (person.GetProperty("name").GetString(), person.GetProperty("department").GetString(), person.GetProperty("badges")[0].GetProperty("badge").GetString()));
        Assert.True(BadgeHash.IsHash(person.GetProperty("badges")[0].GetProperty("hash").GetString()!));
        var entry = JsonDocument.Parse(await TextAsync(zip, "entries.jsonl")).RootElement;
        Assert.Equal("Person 0", entry.GetProperty("values").GetProperty("name").GetString());
        Assert.False(entry.GetProperty("values").TryGetProperty("readings", out _));
        var erased = Assert.Single(entry.GetProperty("erased").EnumerateArray());
        Assert.Equal(("readings", "the gate's policy p1: 30 days"), (erased.GetProperty("field").GetString(), erased.GetProperty("by").GetString()));
        Assert.True(erased.TryGetProperty("at", out _));
        Assert.Contains("person.add", await TextAsync(zip, "audit.jsonl"), StringComparison.Ordinal);
        Assert.Contains("person.export", (await CommandAsync("audit")).Output, StringComparison.Ordinal);
        Assert.Contains("is there already", (await CommandAsync("people", "export", "1000", "--out", file)).Error, StringComparison.Ordinal);
        Assert.Contains("Nobody has the number 7", (await CommandAsync("people", "export", "7", "--out", file + "2")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kiosk_that_is_retired_is_refused_and_missed_by_nobody_and_another_one_may_take_its_place()
    {
        _journal.Add(RecordKind.Fault, """{"device":"readerIn","reason":"lost"}""");
        await Kiosk.SendAsync(_journal);
        Assert.Contains("gate-1 is retired", (await CommandAsync("kiosk", "retire", "gate-1")).Output, StringComparison.Ordinal);
        Assert.Contains("was retired before", (await CommandAsync("kiosk", "retire", "gate-1")).Output, StringComparison.Ordinal);
        Assert.Contains("There is no kiosk gate-9", (await CommandAsync("kiosk", "retire", "gate-9")).Error, StringComparison.Ordinal);
        await Refused.WithAsync(await Kiosk.PostAsync(_journal.All()), System.Net.HttpStatusCode.Forbidden, "revoked");
        Assert.Contains("  retired ", (await CommandAsync("kiosk", "list")).Output, StringComparison.Ordinal);
        Assert.Contains("readerLost (readerIn)  cleared, unacknowledged", (await CommandAsync("alarm", "list")).Output, StringComparison.Ordinal);
        Assert.Equal(2, (await Host.GetAsync("/api/v1/entries")).GetProperty("entries").GetArrayLength());

        await Host.CredentialAsync("gate-1", replace: true);
        Assert.Contains("  active ", (await CommandAsync("kiosk", "list")).Output, StringComparison.Ordinal);
        Assert.Contains("calibrationDue (tolerance)  active, unacknowledged  Another device took its place", (await CommandAsync("alarm", "list")).Output, StringComparison.Ordinal);
    }

    private static async Task<string> TextAsync(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(await zip.GetEntry(name)!.OpenAsync(Token));
        return await reader.ReadToEndAsync(Token);
    }

    private async Task<RosterUpdate?> RosterAsync(string? since)
    {
        using var response = await Kiosk.Client.GetAsync(new Uri(Routes.RosterOf(KioskId.Parse("gate-1"), since), UriKind.Relative), Token);
        var text = await response.Content.ReadAsStringAsync(Token);
        return text.Length == 0 ? null : JsonSerializer.Deserialize(text, ContractJson.Default.RosterUpdate);
    }

    private async Task<(int Code, string Output, string Error)> ImportAsync(string text)
    {
        var file = Path.Combine(Host.Data, "..", "sheet.csv");
        await File.WriteAllTextAsync(file, text, Token);
        return await CommandAsync("people", "import", file);
    }

    private Task<(int Code, string Output, string Error)> CommandAsync(params string[] arguments) => RunningHost.CommandAsync(null, [.. arguments, "--data", Host.Data]);

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
