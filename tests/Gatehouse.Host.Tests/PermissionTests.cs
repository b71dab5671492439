using Gatehouse.Contract;
using Gatehouse.Host.Tests.Support;

namespace Gatehouse.Host.Tests;

/// <summary>Groups, gates and schedules are edited at the host, and each gate gets what it needs of them.</summary>
public sealed class PermissionTests : Rostered
{
    [Fact]
    public async Task Without_rules_everybody_enters_everywhere_at_any_time()
    {
        var roster = (await RosterAsync())!.Roster;
        Assert.Equal([new RosterGroup("furnace"), new RosterGroup("office")], roster.Groups);
        Assert.Empty(roster.Schedules);
        Assert.Equal(new GateRules(), roster.Gate);
        Assert.Contains("where none fits everybody may enter at any time", await DoneAsync("access", "list"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_most_particular_rule_counts()
    {
        using var other = await Host.KioskAsync("gate-2");
        await DoneAsync("schedule", "set", "day", "--open", "Mon-Fri 07:00-19:00");
        await DoneAsync("access", "deny");
        await DoneAsync("access", "allow", "--gate", "gate-2");
        await DoneAsync("access", "deny", "--group", "office");
        Assert.Contains("'office' at gate-1: nothing becomes allowed by 'day'. Roster ", await DoneAsync("access", "allow", "--group", "office", "--gate", "gate-1", "--schedule", "day"), StringComparison.Ordinal);
        Assert.Equal([new("furnace", null, Excluded: true), new RosterGroup("office", "day")], (await RosterAsync())!.Roster.Groups);
        var second = (await RosterAsync(of: other))!.Roster;
        Assert.Equal([new("furnace"), new RosterGroup("office", null, Excluded: true)], second.Groups);
        Assert.Empty(second.Schedules);

        await DoneAsync("access", "forget", "--group", "office");
        Assert.False((await RosterAsync(of: other))!.Roster.Groups[1].Excluded);
        Assert.Equal(
            ["everybody at every gate: denied", "everybody at gate-2: allowed at any time", "'office' at gate-1: allowed by 'day'", "The most particular rule counts."],
            (await DoneAsync("access", "list")).TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task A_gate_knows_of_who_does_not_enter_by_it_numbers_and_badges_alone()
    {
        await ImportAsync("number,name,group,badges,validTo\n0003,Cho,furnace,H10301:7:3,2030-01-01\n");
        var before = (await RosterAsync())!.Roster;
        await DoneAsync("access", "deny", "--group", "furnace", "--gate", "gate-1");
        var update = (await RosterAsync(before.Revision))!;
        Assert.Equal(before.Revision, update.Since);
        Assert.Equal([("0002", "0002", null), ("0003", "0003", null)], update.Roster.People.Select(p => (p.Number, p.Name, p.ValidTo)));
        Assert.All(update.Roster.People, p => Assert.Single(p.Badges));

        var after = update.Of(before)!;
        Assert.Equal(["Ann", "0002", "0003"], after.People.Select(p => p.Name));
        await DoneAsync("access", "forget", "--group", "furnace", "--gate", "gate-1");
        var again = (await RosterAsync(after.Revision))!;
        Assert.Equal(["Ben", "Cho"], again.Roster.People.Select(p => p.Name));
        Assert.NotNull(again.Roster.People[1].ValidTo);
    }

    [Fact]
    public async Task Holidays_are_in_each_schedule_that_does_not_work_on_them_and_own_days_count_first()
    {
        var file = Path.Combine(Host.Data, "..", "night.json");
        await File.WriteAllTextAsync(
            file, """{"windows":[{"days":["Sunday","Monday"],"from":"22:00","to":"06:00"}],"days":[{"date":"2026-10-01","hours":[{"from":"20:00","to":"02:00"}],"name":"inventory"}]}""", Token);
        await DoneAsync("schedule", "set", "night", "--file", file);
        await DoneAsync("schedule", "set", "always", "--open", "daily 00:00-24:00", "--works-on-holidays");
        await DoneAsync("holiday", "add", "2026-10-01", "--name", "国庆节");
        await DoneAsync("holiday", "add", "2026-10-02", "--open", "08:00-12:00");
        await DoneAsync("access", "allow", "--group", "furnace", "--schedule", "night");
        await DoneAsync("access", "allow", "--group", "office", "--schedule", "always");

        var schedules = (await RosterAsync())!.Roster.Schedules;
        Assert.Equal(["always", "night"], schedules.Select(s => s.Name));
        Assert.Null(schedules[0].Days);
        Assert.Equal([("inventory", 20), (null, 8)], schedules[1].Days!.Select(d => (d.Name, d.Hours[0].From.Hour)));
        Assert.True(schedules[1].IsOpen(new DateTime(2026, 10, 2, 1, 0, 0)));
        Assert.True(schedules[1].IsOpen(new DateTime(2026, 10, 2, 9, 0, 0)));
        Assert.Equal(["2026-10-01  closed  国庆节", "2026-10-02  08:00-12:00", "2 in all."], (await DoneAsync("holiday", "list")).TrimEnd('\n').Split('\n'));
        Assert.Equal(
            ["always: daily 00:00-24:00; works on holidays", "night: Sun,Mon 22:00-06:00", "  2026-10-01  20:00-02:00  inventory", "2 in all."],
            (await DoneAsync("schedule", "list")).TrimEnd('\n').Split('\n'));

        await DoneAsync("holiday", "remove", "2026-10-02");
        Assert.Single((await RosterAsync())!.Roster.Schedules[1].Days!);
    }

    [Theory]
    [InlineData("{", "cannot be read at $")]
    [InlineData("null", "it is null")]
    [InlineData("{\"windows\":[{\"days\":[],\"from\":\"07:00\",\"to\":\"19:00\"}]}", "has no days")]
    [InlineData("{\"windows\":[{\"days\":[8],\"from\":\"07:00\",\"to\":\"19:00\"}]}", "$.windows[0].days[0]")]
    [InlineData("{\"windows\":[{\"days\":[\"Monday\"],\"from\":\"25:00\",\"to\":\"19:00\"}]}", "$.windows[0].from")]
    [InlineData("{\"windows\":[null]}", "an entry in it is null")]
    [InlineData("{\"windows\":[],\"dyas\":[]}", "dyas")]
    [InlineData("{\"windows\":[],\"days\":[{\"date\":\"2026-10-01\",\"hours\":[]},{\"date\":\"2026-10-01\",\"hours\":[]}]}", "2026-10-01 stands in it twice")]
    public async Task A_schedule_that_is_none_is_named_and_nothing_taken_over(string json, string says)
    {
        var file = Path.Combine(Host.Data, "..", "s.json");
        await File.WriteAllTextAsync(file, json, Token);
        await RefusedAsync(says, "schedule", "set", "s", "--file", file);
        Assert.Single(Host.Query("SELECT number FROM roster"));
    }

    [Fact]
    public async Task What_is_not_there_is_named_and_what_is_so_already_makes_no_revision()
    {
        await RefusedAsync("Nobody is in a group 'ofice': there are furnace, office.", "access", "allow", "--group", "ofice");
        await RefusedAsync("There is no kiosk gate-9", "access", "allow", "--gate", "gate-9");
        await RefusedAsync("There is no schedule 'day'", "access", "allow", "--schedule", "day");
        await RefusedAsync("There is no rule for 'office' at every gate", "access", "forget", "--group", "office");
        await RefusedAsync("There is no schedule 'day'", "schedule", "remove", "day");
        await RefusedAsync("2026-10-01 is no holiday", "holiday", "remove", "2026-10-01");
        await RefusedAsync("'1.10.2026' is no day", "holiday", "add", "1.10.2026");
        await RefusedAsync("'Mon 7-19' is no open time", "schedule", "set", "day", "--open", "Mon 7-19");
        await RefusedAsync("Say when it is open", "schedule", "set", "day");
        await DoneAsync("schedule", "set", "day", "--open", "Fri-Mon 7:00-19:00");
        await DoneAsync("access", "allow", "--group", "office", "--schedule", "day");
        await RefusedAsync("The schedule 'day' is named by the rule for 'office' at every gate", "schedule", "remove", "day");
        var revisions = Host.Query("SELECT number FROM roster").Count;
        Assert.Contains("it was so before", await DoneAsync("access", "allow", "--group", "office", "--schedule", "day"), StringComparison.Ordinal);
        Assert.Contains("it was so before", await DoneAsync("schedule", "set", "day", "--open", "Fri-Mon 7:00-19:00"), StringComparison.Ordinal);
        Assert.Equal(revisions, Host.Query("SELECT number FROM roster").Count);
    }

    [Fact]
    public async Task Each_change_is_in_the_audit_log()
    {
        await DoneAsync("schedule", "set", "day", "--open", "Mon 07:00-19:00");
        await DoneAsync("access", "allow", "--group", "office", "--schedule", "day");
        var audit = await DoneAsync("audit");
        Assert.Contains("schedule.set", audit, StringComparison.Ordinal);
        Assert.Matches("access.set +'office' at every gate +allowed by 'day'", audit);
    }
}
