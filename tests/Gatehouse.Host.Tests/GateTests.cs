using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Host.Tests.Support;

namespace Gatehouse.Host.Tests;

/// <summary>Modes of gates and the lockdown of the site, and how far gates are with them.</summary>
public sealed class GateTests : Rostered
{
    [Fact]
    public async Task A_gate_is_told_its_mode_and_every_gate_a_lockdown_until_all_clear()
    {
        using var other = await Host.KioskAsync("gate-2");
        Assert.Contains("gate-1 normal becomes gate-1 locked. Roster ", await DoneAsync("gate", "mode", "gate-1", "locked", "--reason", "water pipe"), StringComparison.Ordinal);
        Assert.Equal(new GateRules(LaneMode.Locked), await RulesAsync());
        Assert.Equal(new GateRules(), await RulesAsync(other));

        Assert.Contains("no lockdown becomes locked down since ", await DoneAsync("lockdown", "--reason", "intruder"), StringComparison.Ordinal);
        Assert.Equal(new GateRules(LaneMode.Locked, Lockdown: true), await RulesAsync());
        Assert.Equal(new GateRules(Lockdown: true), await RulesAsync(other));
        Assert.Contains(": intruder: it was so before.", await DoneAsync("lockdown", "--reason", "again"), StringComparison.Ordinal);

        await DoneAsync("all-clear");
        Assert.Equal(new GateRules(LaneMode.Locked), await RulesAsync());
        Assert.Contains("no lockdown: it was so before.", await DoneAsync("all-clear"), StringComparison.Ordinal);
        await DoneAsync("gate", "mode", "all", "normal", "--reason", "mended");
        Assert.Equal(new GateRules(), await RulesAsync());
        Assert.Contains("intruder", await DoneAsync("audit", "--json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mode_has_an_end_at_the_site()
    {
        var now = TimeProvider.System.GetLocalNow();
        await DoneAsync("gate", "mode", "all", "free", "--until", "2199-12-31 18:30", "--reason", "open day");
        var until = (await RulesAsync()).Until!.Value;
        Assert.Equal(new DateTime(2199, 12, 31, 18, 30, 0), TimeZoneInfo.ConvertTime(until, TimeProvider.System.LocalTimeZone).DateTime);
        await DoneAsync("gate", "mode", "all", "free", "--until", now.AddMinutes(-1).ToString("HH:mm", null), "--reason", "open day");
        Assert.InRange((await RulesAsync()).Until!.Value - now, TimeSpan.FromHours(23.9), TimeSpan.FromHours(24));
    }

    [Theory]
    [InlineData("'dance' is no mode: there are normal, free, locked, guard, measure.", "gate-1", "dance", "--reason", "x")]
    [InlineData("There is no kiosk gate-9", "gate-9", "locked", "--reason", "x")]
    [InlineData("Say why, in 1 to 128 characters.", "gate-1", "locked", "--reason", " ")]
    [InlineData("The end of the mode lies in the past.", "gate-1", "locked", "--until", "2020-01-01 10:00", "--reason", "x")]
    [InlineData("Normal operation has no end", "gate-1", "normal", "--until", "10:00", "--reason", "x")]
    [InlineData("'noon' is no time for --until", "gate-1", "locked", "--until", "noon", "--reason", "x")]
    public async Task What_cannot_be_is_named(string says, params string[] arguments)
    {
        await RefusedAsync(says, ["gate", "mode", .. arguments]);
        Assert.Single(Host.Query("SELECT number FROM roster"));
    }

    [Fact]
    public async Task The_list_shows_in_which_mode_a_gate_says_that_it_is_and_how_far_behind_its_roster()
    {
        var revision = (await RosterAsync())!.Roster.Revision;
        await RosterAsync(revision);
        await DoneAsync("lockdown", "--reason", "drill");
        while (!(await ListedAsync("gate-1")).TryGetProperty("roster", out var said) || said.GetString() != revision)
        {
            Token.ThrowIfCancellationRequested();
        }

        var gate = (await ListedAsync("gate-1")).GetProperty("gate");
        Assert.Equal(("normal", false, true, 1), (gate.GetProperty("mode").GetString(), gate.GetProperty("lockdown").GetBoolean(), gate.GetProperty("wantedLockdown").GetBoolean(), gate.GetProperty("behind").GetInt64()));
        Assert.Matches("gate-1 .* normal, not yet lockdown .*1 behind since 20", await DoneAsync("kiosk", "list"));

        var journal = new Journal("gate-1");
        journal.Add(RecordKind.Ordered, Ordered(LaneMode.Normal, lockdown: true));
        journal.Add(RecordKind.Ordered, Ordered(LaneMode.Locked, lockdown: false));
        // Live records come before backlog, and the later one counts.
        await Kiosk.SendAsync(journal, 2, 2);
        await Kiosk.SendAsync(journal, 1, 1);
        gate = (await ListedAsync("gate-1")).GetProperty("gate");
        Assert.Equal(("locked", false), (gate.GetProperty("mode").GetString(), gate.GetProperty("lockdown").GetBoolean()));
    }

    private static string Ordered(string mode, bool lockdown) => JsonSerializer.Serialize(new GateOrdered(mode, lockdown, "r"), ContractJson.Default.GateOrdered);

    private async Task<GateRules> RulesAsync(KioskLink? of = null) => (await RosterAsync(of: of))!.Roster.Gate!;
}

/// <summary>A host that knows nobody.</summary>
public sealed class GateWithoutPeopleTests : HostAndKiosk
{
    [Fact]
    public async Task Promises_no_lockdown_that_gates_would_not_hear_of_and_gives_no_roster_for_rules_alone()
    {
        var (code, _, error) = await RunningHost.CommandAsync(null, "lockdown", "--reason", "drill", "--data", Host.Data);
        Assert.Equal(1, code);
        Assert.Contains("There are no people at this host", error, StringComparison.Ordinal);
        Assert.Equal(0, (await RunningHost.CommandAsync(null, "holiday", "add", "2026-10-01", "--data", Host.Data)).Code);
        using var response = await Kiosk.Client.GetAsync(new Uri(Routes.RosterOf(KioskId.Parse("gate-1"), null), UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.NoContent, response.StatusCode);
    }
}
