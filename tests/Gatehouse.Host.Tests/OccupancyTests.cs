using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Host.Tests.Support;

namespace Gatehouse.Host.Tests;

/// <summary>Who is in by the entries, what other gates are told of it, and what is held against nobody any more.</summary>
public sealed class OccupancyTests : Rostered
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task The_muster_list_names_who_is_in_and_how_sure_it_is()
    {
        await HeardAsync(Kiosk);
        await ImportAsync("number,name,group,badges\n0003,=Cid,office,H10301:7:3\n0004,Dee,office,H10301:7:4\n0005,Eve,office,H10301:7:5\n");
        var journal = new Journal("gate-1") { At = Now.AddHours(-20) };
        Pass(journal, "0003", "in");
        journal.At = Now.AddHours(-1);
        Pass(journal, "0001", "in");
        Pass(journal, "0002", "in");
        Pass(journal, "0002", "out");
        journal.Decide(Journal.PassageId(journal.Count), person: "0004");
        Pass(journal, "0005", "in", PassageOutcome.GivenUp);
        Pass(journal, null, "out");
        await Kiosk.SendAsync(journal);

        using var list = JsonDocument.Parse(await DoneAsync("muster", "--json"));
        Assert.Equal(
            [("0001", "Ann", "confirmed"), ("0003", "=Cid", "stale"), ("0004", "Dee", "granted")],
            list.RootElement.GetProperty("people").EnumerateArray().Select(p => (p.GetProperty("person").GetString(), p.GetProperty("name").GetString(), p.GetProperty("confidence").GetString())));
        Assert.Equal((0, 1), (list.RootElement.GetProperty("unnamedIn").GetInt32(), list.RootElement.GetProperty("unnamedOut").GetInt32()));
        Assert.Contains("3 in: 1 confirmed, 1 granted, 1 stale. In the last three days 0 came and 1 left without being known.", await DoneAsync("muster"), StringComparison.Ordinal);
        Assert.Matches("0003,\"?'=Cid\"?,office,gate-1,", await DoneAsync("muster", "--csv"));
        Assert.Contains("2 confirmed", await DoneAsync("muster", "--stale-hours", "24"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_surely_in_while_a_gate_is_silent_or_its_records_are_missing()
    {
        await HeardAsync(Kiosk);
        using var other = await Host.KioskAsync("gate-2");
        var journal = new Journal("gate-1") { At = Now.AddHours(-1) };
        Pass(journal, "0001", "in");
        journal.Walk(2);
        await Kiosk.SendAsync(journal, 1, 2);
        Assert.Contains("They may have left since: gate-2 was never heard.", await DoneAsync("muster"), StringComparison.Ordinal);
        await HeardAsync(other);
        Assert.Contains("1 confirmed, 0 granted, 0 stale", await DoneAsync("muster"), StringComparison.Ordinal);
        await Kiosk.SendAsync(journal, 5, 6);
        Assert.Contains("Records of gate-1 are missing.", await DoneAsync("muster"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_gates_are_told_who_went_through_while_they_look_for_it()
    {
        using var other = await Host.KioskAsync("gate-2");
        Assert.Contains("off becomes hard for 1440 minutes", await DoneAsync("antipassback", "hard"), StringComparison.Ordinal);
        var rule = (await RosterAsync())!.Roster.Gate!.AntiPassback!;
        Assert.Equal((true, 1440), (rule.Hard, rule.Minutes));
        var journal = new Journal("gate-1") { At = Now.AddMinutes(-10) };
        Pass(journal, "0001", "in");
        Pass(journal, "0002", "in", PassageOutcome.GivenUp);
        await Kiosk.SendAsync(journal);

        Assert.Equal([("0001", "in")], (await ElsewhereAsync(other)).Select(p => (p.Person, p.Direction)));
        Pass(journal, "0001", "out");
        await Kiosk.SendAsync(journal, 5, 6);
        IReadOnlyList<ElsewherePassed> told;
        do
        {
            told = await ElsewhereAsync(other);
        }
        while (told[0].Direction != "out");
        using var response = await NewsAsync(Kiosk);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(Token));
        Assert.Null((await NextAsync(lines)).Elsewhere);

        await DoneAsync("antipassback", "off");
        Assert.Null((await RosterAsync())!.Roster.Gate!.AntiPassback);
    }

    [Fact]
    public async Task What_is_forgiven_is_told_in_the_roster()
    {
        var began = TimeProvider.System.GetUtcNow();
        await DoneAsync("antipassback", "soft", "--minutes", "60");
        var before = (await RosterAsync())!.Roster;
        Assert.NotNull(before.Gate!.AntiPassback!.Forgiven);
        await DoneAsync("antipassback", "forgive", "0001");
        var person = Assert.Single((await RosterAsync(before.Revision))!.Roster.People);
        Assert.Equal("0001", person.Number);
        Assert.InRange(person.Forgiven!.Value, began, TimeProvider.System.GetUtcNow());
        await DoneAsync("antipassback", "forgive", "--all");
        Assert.True((await RosterAsync())!.Roster.Gate!.AntiPassback!.Forgiven > before.Gate.AntiPassback.Forgiven);
        await RefusedAsync("Nobody has the number 9", "antipassback", "forgive", "9");
        await RefusedAsync("Name one person, or say --all.", "antipassback", "forgive");
        await RefusedAsync("A passage counts for 1 to 1440 minutes.", "antipassback", "hard", "--minutes", "0");
    }

    [Fact]
    public async Task A_gate_is_told_of_which_group_somebody_has_to_be_on_post()
    {
        Assert.Contains("nobody has to be on post becomes 'office' for 480 minutes", await DoneAsync("duty", "set", "gate-1", "--group", "office"), StringComparison.Ordinal);
        Assert.Equal(new DutyRule("office", 480), (await RosterAsync())!.Roster.Gate!.Duty);
        await RefusedAsync("Nobody is in a group 'guards', so that nobody could ever enter.", "duty", "set", "gate-1", "--group", "guards");
        await RefusedAsync("There is no kiosk gate-9", "duty", "off", "gate-9");
        await DoneAsync("duty", "off", "gate-1");
        Assert.Null((await RosterAsync())!.Roster.Gate!.Duty);
    }

    [Fact]
    public async Task A_gate_that_does_not_hold_what_it_should_gets_the_whole_once_and_is_shown()
    {
        var whole = (await RosterAsync())!.Roster;
        Assert.Null(await RosterAsync(whole.Revision, digest: RosterDigest.Of(whole)));
        await ShowsAsync(fits: true);
        var wrong = RosterDigest.Of(whole with { People = [whole.People[0]] });
        var again = (await RosterAsync(whole.Revision, digest: wrong))!;
        Assert.Null(again.Since);
        Assert.Equal(RosterDigest.Of(whole), RosterDigest.Of(again.Roster));
        Assert.Null(await RosterAsync(whole.Revision, digest: wrong));
        await ShowsAsync(fits: false);
        Assert.Contains("differs from what it should hold", await DoneAsync("kiosk", "list"), StringComparison.Ordinal);

        await DoneAsync("access", "deny", "--group", "office");
        var changed = (await RosterAsync(whole.Revision))!.Of(whole)!;
        Assert.Null(await RosterAsync(changed.Revision, digest: RosterDigest.Of(changed)));
        await ShowsAsync(fits: true);
    }

    private static void Pass(Journal journal, string? person, string direction, string outcome = PassageOutcome.Passed)
    {
        var passage = Journal.PassageId(journal.Count + 1000);
        journal.Close(passage, journal.Decide(passage, person: person, direction: direction), outcome);
    }

    private async Task ShowsAsync(bool fits)
    {
        while (!(await ListedAsync("gate-1")).GetProperty("gate").TryGetProperty("fits", out var said) || said.ValueKind == JsonValueKind.Null || said.GetBoolean() != fits)
        {
            Token.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Lets a gate ask, and waits until the host has noted it.</summary>
    private async Task HeardAsync(KioskLink kiosk)
    {
        await RosterAsync(of: kiosk);
        while (!(await ListedAsync(kiosk.Name)).GetProperty("gate").TryGetProperty("seenAt", out var heard) || heard.ValueKind == JsonValueKind.Null)
        {
            Token.ThrowIfCancellationRequested();
        }
    }

    private static Task<HttpResponseMessage> NewsAsync(KioskLink kiosk) =>
        kiosk.Client.GetAsync(new Uri(Routes.NewsOf(KioskId.Parse(kiosk.Name)), UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Token);

    private static async Task<IReadOnlyList<ElsewherePassed>> ElsewhereAsync(KioskLink kiosk)
    {
        using var response = await NewsAsync(kiosk);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(Token));
        while (true)
        {
            if ((await NextAsync(lines)).Elsewhere is { } elsewhere)
            {
                return elsewhere;
            }
        }
    }

    private static async Task<HostNews> NextAsync(StreamReader lines)
    {
        while (await lines.ReadLineAsync(Token) is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                return JsonSerializer.Deserialize(line["data: ".Length..], ContractJson.Default.HostNews)!;
            }
        }

        throw new InvalidOperationException("The line ended.");
    }
}
