using Gatehouse.Contract;
using Gatehouse.Hardware.Badges;
using Gatehouse.Kiosk.Access;

namespace Gatehouse.Kiosk.Tests.Access;

public sealed class AccessControlTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.FromHours(8)); // a Monday in Shanghai

    [Fact]
    public void Lets_a_person_of_the_roster_enter_with_any_of_their_badges()
    {
        var access = new AccessControl(Rosters.Roster);
        foreach (var card in new[] { 1, 11 })
        {
            var decision = access.MayEnter(access.Hash(Rosters.Badge(card)), Noon);
            Assert.True(decision.Granted);
            Assert.Equal("P1", decision.Person!.Number);
        }
    }

    [Fact]
    public void Refuses_a_badge_nobody_has()
    {
        var access = new AccessControl(Rosters.Roster);
        var decision = access.MayEnter(access.Hash(Rosters.Badge(99)), Noon);
        Assert.Equal(new AccessDecision(null, AccessControl.UnknownBadge), decision);
        Assert.False(decision.Granted);
    }

    [Fact]
    public void Refuses_the_same_card_of_another_facility_or_format()
    {
        var access = new AccessControl(Rosters.Roster);
        Assert.False(access.MayEnter(access.Hash(WiegandFormat.H10301.Badge(8, 1)), Noon).Granted);
        Assert.False(access.MayEnter(access.Hash(Rosters.Badge(1) with { Format = "H10302" }), Noon).Granted);
    }

    [Fact]
    public void A_permission_holds_from_its_first_instant_until_just_before_its_last()
    {
        var from = Noon;
        var to = Noon.AddDays(1);
        var access = new AccessControl(Rosters.With(new RosterPerson("P9", "Dee", "office", [Rosters.Hash(9)], from, to)));
        Assert.Equal(AccessControl.NotYetValid, Refusal(access, 9, from.AddTicks(-1)));
        Assert.Null(Refusal(access, 9, from));
        Assert.Null(Refusal(access, 9, from.ToUniversalTime()));
        Assert.Null(Refusal(access, 9, to.AddTicks(-1)));
        Assert.Equal(AccessControl.Expired, Refusal(access, 9, to));
    }

    [Fact]
    public void A_suspended_person_may_not_enter_whatever_else_holds()
    {
        var access = new AccessControl(Rosters.With(new RosterPerson("P9", "Dee", "office", [Rosters.Hash(9)], Suspended: true)));
        Assert.Equal(AccessControl.Suspended, Refusal(access, 9, Noon));
    }

    [Fact]
    public void Whoever_may_not_enter_is_still_known_when_leaving()
    {
        var access = new AccessControl(Rosters.With(
            new RosterPerson("P9", "Dee", "line", [Rosters.Hash(9)], ValidTo: Noon.AddYears(-1), Suspended: true)));
        Assert.Equal("P9", access.Owner(access.Hash(Rosters.Badge(9)))!.Number);
        Assert.Null(access.Owner(access.Hash(Rosters.Badge(99))));
    }

    [Fact]
    public void A_schedule_is_meant_in_the_sites_time_zone()
    {
        var access = new AccessControl(Rosters.Roster);
        var seven = new DateTimeOffset(2026, 3, 1, 23, 0, 0, TimeSpan.Zero); // Sunday in London, Monday 7:00 in Shanghai
        Assert.Equal(AccessControl.OutsideSchedule, Refusal(access, 2, seven.AddTicks(-1)));
        Assert.Null(Refusal(access, 2, seven));
        Assert.Null(Refusal(access, 2, seven.AddHours(12).AddTicks(-1)));
        Assert.Equal(AccessControl.OutsideSchedule, Refusal(access, 2, seven.AddHours(12)));
        Assert.Equal(AccessControl.OutsideSchedule, Refusal(access, 2, seven.AddDays(2)));
    }

    [Fact]
    public void A_group_without_a_schedule_may_enter_at_any_hour()
    {
        var access = new AccessControl(Rosters.Roster);
        Assert.All(Enumerable.Range(0, 24 * 7), hour => Assert.Null(Refusal(access, 1, Noon.AddHours(hour))));
    }

    [Theory]
    [InlineData("2026-03-28T23:00:00Z", true)] // midnight in Berlin, an hour and a half before the clocks go forward
    [InlineData("2026-03-29T00:30:00Z", true)] // 01:30, the hour before the one that does not exist
    [InlineData("2026-03-29T01:30:00Z", true)] // 03:30, just after it
    [InlineData("2026-03-29T03:59:00Z", true)] // 05:59
    [InlineData("2026-03-29T04:00:00Z", false)] // 06:00 by the wall clock, an hour earlier than yesterday in UTC
    [InlineData("2026-10-25T00:30:00Z", true)] // 02:30 the first time
    [InlineData("2026-10-25T01:30:00Z", true)] // 02:30 the second time
    [InlineData("2026-10-25T04:59:00Z", true)]
    [InlineData("2026-10-25T05:00:00Z", false)]
    public void A_night_shift_follows_the_wall_clock_over_a_change_of_summer_time(string at, bool open)
    {
        var access = new AccessControl(Rosters.Roster with { TimeZone = "Europe/Berlin" });
        Assert.Equal(open, Refusal(access, 3, DateTimeOffset.Parse(at, null)) is null);
    }

    private static string? Refusal(AccessControl access, int card, DateTimeOffset at) =>
        access.MayEnter(access.Hash(Rosters.Badge(card)), at).Refusal;
}
