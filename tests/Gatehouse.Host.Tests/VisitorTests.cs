using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Host.Tests.Support;

namespace Gatehouse.Host.Tests;

/// <summary>Visitors come for a while, by a badge that goes to the next one.</summary>
public sealed class VisitorTests : HostAndKiosk
{
    private const string Card = "H10301:9:1";

    protected override async Task PrepareAsync()
    {
        var file = Path.Combine(Host.Data, "..", "people.csv");
        await File.WriteAllTextAsync(file, "number,name,group,badges\n0001,王芳,office,KEYS:42\n", Token);
        Assert.Equal(0, (await CommandAsync("people", "import", file)).Code);
    }

    [Fact]
    public async Task One_is_let_in_until_the_end_of_the_day_with_a_badge_that_is_returned_then()
    {
        var (code, output, error) = await CommandAsync("visitor", "add", "Ada Guest", "--host", "0001", "--badge", Card, "--escorted");
        Assert.Equal((0, ""), (code, error));
        Assert.Matches("^V00001 Ada Guest may enter until [0-9-]{10} 00:00 with H10301:9:1: roster 2-", output);
        var guest = (await RosterAsync()).Roster.People.Single(p => p.Number == "V00001");
        Assert.Equal(("Ada Guest", "visitor", 1), (guest.Name, guest.Group, guest.Badges.Count));
        var end = TimeZoneInfo.ConvertTime(guest.ValidTo!.Value, TimeZoneInfo.Local);
        Assert.Equal(TimeSpan.Zero, end.TimeOfDay);
        Assert.InRange(end - TimeProvider.System.GetUtcNow(), TimeSpan.Zero, TimeSpan.FromHours(25));
        Assert.Matches("^V00001    here   until .*  Ada Guest  visits 0001, escorted  H10301:9:1\n1 visitor.\n$", (await CommandAsync("visitor", "list")).Output);

        Assert.Contains("H10301:9:1 is another person's, V00001", (await CommandAsync("visitor", "add", "Bob", "--host", "0001", "--badge", Card)).Error, StringComparison.Ordinal);
        Assert.Contains("The visit of V00001 has ended: roster 3-", (await CommandAsync("visitor", "end", "V00001")).Output, StringComparison.Ordinal);
        Assert.Contains("it was so before", (await CommandAsync("visitor", "end", "V00001")).Output, StringComparison.Ordinal);
        guest = (await RosterAsync()).Roster.People.Single(p => p.Number == "V00001");
        Assert.Empty(guest.Badges);
        Assert.True(guest.ValidTo <= TimeProvider.System.GetUtcNow());
        Assert.Equal("No visitor.\n", (await CommandAsync("visitor", "list")).Output);
        Assert.StartsWith("V00002 Bob may enter", (await CommandAsync("visitor", "add", "Bob", "--host", "0001", "--badge", Card)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_stayed_too_long_with_a_badge_is_listed_and_all_of_them_are_seen_off_at_once()
    {
        await CommandAsync("visitor", "add", "Ada", "--host", "0001", "--badge", Card);
        await CommandAsync("visitor", "add", "Bob", "--host", "0001", "--until", "2099-12-31");
        var tomorrow = new ShiftedTime(TimeSpan.FromDays(2), TimeZoneInfo.Local);
        Assert.Contains("V00001    over ", (await CommandAsync(tomorrow, "visitor", "list")).Output, StringComparison.Ordinal);
        Assert.Contains("The visit of V00001 has ended", (await CommandAsync(tomorrow, "visitor", "end", "--expired")).Output, StringComparison.Ordinal);
        Assert.Equal("Nobody's time is over who has a badge.\n", (await CommandAsync(tomorrow, "visitor", "end", "--expired")).Output);
        using var all = JsonDocument.Parse((await CommandAsync(tomorrow, "visitor", "list", "--all", "--json")).Output);
        Assert.Equal([("V00002", "here"), ("V00001", "ended")], all.RootElement.GetProperty("visitors").EnumerateArray().Select(v => (v.GetProperty("number").GetString(), v.GetProperty("state").GetString())));
    }

    [Theory]
    [InlineData("Nobody has the number 7, whom they would visit", "Ada", "--host", "7")]
    [InlineData("'soon' is no time for --until", "Ada", "--host", "0001", "--until", "soon")]
    [InlineData("The visit would be over before it begins", "Ada", "--host", "0001", "--until", "2020-01-01")]
    [InlineData("'7-1' is no badge as a reader says it", "Ada", "--host", "0001", "--badge", "7-1")]
    [InlineData("KEYS:42 is another person's, 0001", "Ada", "--host", "0001", "--badge", "KEYS:42")]
    [InlineData("NAME has 1 to 128 characters", " ", "--host", "0001")]
    public async Task What_cannot_be_is_refused_and_nothing_kept(string says, params string[] arguments)
    {
        var (code, _, error) = await CommandAsync(["visitor", "add", .. arguments]);
        Assert.Equal(1, code);
        Assert.StartsWith(says, error, StringComparison.Ordinal);
        Assert.Single(Host.Query("SELECT number FROM person"));
    }

    [Fact]
    public async Task Who_is_no_visitor_is_not_seen_off()
    {
        Assert.Contains("There is no visitor 0001", (await CommandAsync("visitor", "end", "0001")).Error, StringComparison.Ordinal);
        Assert.Contains("Say either the number of a visitor or --expired", (await CommandAsync("visitor", "end")).Error, StringComparison.Ordinal);
    }

    private async Task<RosterUpdate> RosterAsync()
    {
        using var response = await Kiosk.Client.GetAsync(new Uri(Routes.RosterOf(KioskId.Parse("gate-1"), null), UriKind.Relative), Token);
        return JsonSerializer.Deserialize(await response.Content.ReadAsStringAsync(Token), ContractJson.Default.RosterUpdate)!;
    }

    private Task<(int Code, string Output, string Error)> CommandAsync(params string[] arguments) => CommandAsync(null, arguments);

    private Task<(int Code, string Output, string Error)> CommandAsync(TimeProvider? time, params string[] arguments) => RunningHost.CommandAsync(time, [.. arguments, "--data", Host.Data]);

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
