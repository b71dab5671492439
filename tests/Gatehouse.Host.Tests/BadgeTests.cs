using System.Text;
using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Host.Tests.Support;

namespace Gatehouse.Host.Tests;

/// <summary>Badges that are nobody's are given to people: from the list of those that were refused, or by holding them to a gate.</summary>
public sealed class BadgeTests : HostAndKiosk
{
    private const string Card = "H10301:7:1201";
    private readonly Journal _journal = new("gate-1");
    private byte[] _key = [];
    private string _revision = "";

    protected override async Task PrepareAsync()
    {
        var file = Path.Combine(Host.Data, "..", "people.csv");
        await File.WriteAllTextAsync(file, "number,name,group,badges\n0001,王芳,office,\n0002,Li Wei,furnace,KEYS:42\n", Token);
        Assert.Equal(0, (await CommandAsync("people", "import", file)).Code);
        var roster = (await RosterAsync()).Roster;
        (_key, _revision) = (Convert.FromBase64String(roster.BadgeKey), roster.Revision);
    }

    [Fact]
    public async Task A_badge_that_is_nobodys_is_listed_and_given_to_somebody()
    {
        await RefuseAsync(Hash(Card), _revision);
        await RefuseAsync(Hash(Card), _revision);
        var badge = $"HASH:{Hash(Card)}";
        var (_, output, _) = await CommandAsync("badge", "unknown");
        Assert.Matches($"^{badge}  gate-1  .*  2 times  clearText\n1 unknown badge: ", output);

        (var code, output, var error) = await CommandAsync("badge", "assign", badge, "0001");
        Assert.Equal((0, ""), (code, error));
        Assert.Contains($"{badge} is 0001 王芳's: roster 2-", output, StringComparison.Ordinal);
        Assert.Equal([Hash(Card)], (await RosterAsync()).Roster.People.Single(p => p.Number == "0001").Badges);
        Assert.Equal("No unknown badge.\n", (await CommandAsync("badge", "unknown")).Output);
        Assert.Contains("it was so before", (await CommandAsync("badge", "assign", badge, "0001")).Output, StringComparison.Ordinal);

        // Whoever reads the number off the badge means the same one.
        Assert.Contains("is lost", (await CommandAsync("badge", "lost", Card)).Output, StringComparison.Ordinal);
        Assert.Empty((await RosterAsync()).Roster.People.Single(p => p.Number == "0001").Badges);
    }

    [Fact]
    public async Task A_sheet_that_names_a_badge_which_is_known_by_its_hash_means_the_same_one()
    {
        await CommandAsync("badge", "assign", $"HASH:{Hash(Card)}", "0001");
        var file = Path.Combine(Host.Data, "..", "more.csv");
        await File.WriteAllTextAsync(file, $"number,name,group,badges\n0001,王芳,office,{Card}\n", Token);
        Assert.Contains("0 new, 0 changed, 1 as before", (await CommandAsync("people", "import", file)).Output, StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, $"number,name,group,badges\n0002,Li Wei,furnace,{Card}\n", Token);
        Assert.Contains($"{Card} is another person's, 0001", (await CommandAsync("people", "import", file)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hash_under_another_key_says_nothing()
    {
        await RefuseAsync(Hash(Card), "installed-by-hand");
        Assert.Equal("No unknown badge.\n", (await CommandAsync("badge", "unknown")).Output);
    }

    [Fact]
    public async Task A_reader_that_is_given_numbers_at_random_fills_nothing()
    {
        for (var i = 0; i < 250; i++)
        {
            _journal.Add(RecordKind.Refused, Refusal(Hash($"KEYS:{i + 100}"), _revision, i));
        }

        await Kiosk.SendAsync(_journal);
        Assert.Contains("200 unknown badges", (await CommandAsync("badge", "unknown")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("7-1201", "0001", "'7-1201' is no badge as a reader says it")]
    [InlineData("KEYS:42", "0001", "KEYS:42 is another person's, 0002: say 'gatehouse-host badge return' first.")]
    [InlineData("KEYS:43", "0009", "Nobody has the number 0009")]
    public async Task What_cannot_be_given_is_refused(string badge, string number, string says)
    {
        var (code, _, error) = await CommandAsync("badge", "assign", badge, number);
        Assert.Equal(1, code);
        Assert.StartsWith(says, error, StringComparison.Ordinal);
        Assert.Single(Host.Query("SELECT number FROM roster"));
    }

    [Fact]
    public async Task A_badge_that_is_held_to_a_gate_becomes_the_persons_for_whom_it_was_asked()
    {
        var asked = CommandAsync("badge", "enrol", "0001", "--gate", "gate-1");
        var command = await AskedAsync();
        Assert.Equal(KioskCommand.Enrol, command.Do);
        await TakeAsync(command, Hash(Card));
        var (code, output, error) = await asked;
        Assert.Equal((0, ""), (code, error));
        Assert.Equal($"Hold the badge to gate-1 within a minute.\nHASH:{Hash(Card)} is 0001's: gates follow within a second.\n", output);
        Assert.Equal([Hash(Card)], (await RosterAsync()).Roster.People.Single(p => p.Number == "0001").Badges);
        // The record comes once more, and another one that nobody asked for.
        await Kiosk.SendAsync(_journal);
        await TakeAsync(command, Hash("KEYS:77"));
        Assert.Equal([Hash(Card)], (await RosterAsync()).Roster.People.Single(p => p.Number == "0001").Badges);
        Assert.Contains("badge.assign", (await CommandAsync("audit")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_another_person_has_stays_theirs()
    {
        var asked = CommandAsync("badge", "enrol", "0001", "--gate", "gate-1");
        await TakeAsync(await AskedAsync(), Hash("KEYS:42"));
        var (code, output, _) = await asked;
        Assert.Equal(1, code);
        Assert.Contains("KEYS:42 is another person's, 0002", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_or_which_gate_is_not_there_is_named()
    {
        Assert.Contains("Nobody has the number 9", (await CommandAsync("badge", "enrol", "9", "--gate", "gate-1")).Error, StringComparison.Ordinal);
        Assert.Contains("There is no kiosk gate-9", (await CommandAsync("badge", "enrol", "0001", "--gate", "gate-9")).Error, StringComparison.Ordinal);
    }

    private async Task RefuseAsync(string hash, string roster)
    {
        _journal.Add(RecordKind.Refused, Refusal(hash, roster, _journal.Count));
        await Kiosk.SendAsync(_journal, _journal.Count, _journal.Count);
    }

    private static string Refusal(string hash, string roster, int number) => JsonSerializer.Serialize(
        new PassageDecided { Passage = Journal.PassageId(number), Direction = "in", Reason = "unknownBadge", Badge = hash, Technology = "clearText", Readings = 0, Roster = roster, Policy = "p1" },
        ContractJson.Default.PassageDecided);

    private async Task TakeAsync(KioskCommand command, string hash)
    {
        _journal.Add(RecordKind.Commanded, JsonSerializer.Serialize(new CommandTaken(command.Id, command.Do, command.By, command.At, CommandTaken.Taken), ContractJson.Default.CommandTaken));
        _journal.Add(RecordKind.Enrolled, JsonSerializer.Serialize(new BadgeEnrolled(command.Id, hash, "clearText", _revision), ContractJson.Default.BadgeEnrolled));
        await Kiosk.SendAsync(_journal, _journal.Count - 1, _journal.Count);
    }

    private async Task<KioskCommand> AskedAsync()
    {
        using var response = await Kiosk.Client.GetAsync(new Uri(Routes.NewsOf(KioskId.Parse("gate-1")), UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Token);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(Token), Encoding.UTF8);
        while (await lines.ReadLineAsync(Token) is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal) && JsonSerializer.Deserialize(line["data: ".Length..], ContractJson.Default.HostNews)!.Commands is [var command, ..])
            {
                return command;
            }
        }

        throw new InvalidOperationException("The line ended.");
    }

    private async Task<RosterUpdate> RosterAsync()
    {
        using var response = await Kiosk.Client.GetAsync(new Uri(Routes.RosterOf(KioskId.Parse("gate-1"), null), UriKind.Relative), Token);
        return JsonSerializer.Deserialize(await response.Content.ReadAsStringAsync(Token), ContractJson.Default.RosterUpdate)!;
    }

    private string Hash(string badge) => BadgeHash.Of(badge, _key).Hex;

    private Task<(int Code, string Output, string Error)> CommandAsync(params string[] arguments) => RunningHost.CommandAsync(null, [.. arguments, "--data", Host.Data]);

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
