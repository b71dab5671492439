using Gatehouse.Contract;
using Gatehouse.Hardware.Simulation;
using Gatehouse.Kiosk.Access;
using Gatehouse.Kiosk.Tests.Access;
using Gatehouse.Kiosk.Tests.Journal;
using Gatehouse.Kiosk.Tests.Lane;

namespace Gatehouse.Kiosk.Tests.Faults;

/// <summary>The machine starts without network and without a clock of its own: its wall clock says anything.</summary>
public sealed class BootWithoutClock
{
    private static readonly DateTimeOffset Nineteen70 = new(1970, 1, 1, 0, 5, 0, TimeSpan.Zero);

    [Fact]
    public void Each_record_says_that_the_clock_was_never_right_until_network_time_comes()
    {
        using var network = new NetworkTime();
        network.Clocks.Wall = Nineteen70;
        Assert.Equal(new ClockState("none", Synced: false, Age: null), network.Watch.State());
        Assert.False(network.Watch.IsTrusted);

        network.Clocks.Pass(TimeSpan.FromHours(5));
        network.Tell(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero));
        Assert.Equal(new ClockState("ntp", Synced: true, Age: 0), network.Watch.State());
        Assert.True(network.Watch.IsTrusted);
    }

    [Fact]
    public void Dates_and_schedules_are_held_against_nobody_and_everything_else_is()
    {
        var access = new AccessControl(Rosters.Roster with
        {
            People =
            [
                .. Rosters.Roster.People,
                new RosterPerson("P4", "Dai", "office", [Rosters.Hash(4)], ValidTo: Nineteen70),
                new RosterPerson("P5", "Eve", "office", [Rosters.Hash(5)], ValidFrom: Nineteen70.AddYears(500)),
                new RosterPerson("P6", "Fei", "office", [Rosters.Hash(6)], Suspended: true),
            ],
        });
        string? Refusal(int card, DateTimeOffset? at) => access.MayEnter(access.Hash(Rosters.Badge(card)), at).Refusal;

        string?[] refused = [null, AccessControl.OutsideSchedule, AccessControl.OutsideSchedule, AccessControl.Expired, AccessControl.NotYetValid, AccessControl.Suspended, AccessControl.UnknownBadge];
        string?[] unkept = [null, null, null, null, null, AccessControl.Suspended, AccessControl.UnknownBadge];
        Assert.Equal(refused, Enumerable.Range(1, 7).Select(card => Refusal(card, new DateTimeOffset(2026, 3, 4, 12, 0, 0, TimeSpan.Zero))));
        Assert.Equal(unkept, Enumerable.Range(1, 7).Select(card => Refusal(card, null)));
    }

    [Fact]
    public void People_enter_and_the_gate_says_once_that_nothing_keeps_its_clock() => LaneScene.Play(
        async lane =>
        {
            Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Former, 35.0));
            Assert.Equal(VisitOutcome.Refused, await lane.ComesAsync(LaneScene.Stranger, 35.0));
            lane.Real.Advance(TimeSpan.FromMinutes(2));

            var fault = Assert.Single(await lane.AlarmsAsync(RecordKind.Fault));
            Assert.Equal(("clock", "untrusted"), (fault.Device, fault.Reason));
        },
        new LaneSetting { IsTrusted = () => false });

    [Fact]
    public void Once_the_clock_is_right_permissions_end_again()
    {
        var trusted = false;
        LaneScene.Play(
            async lane =>
            {
                Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Former, 35.0));
                trusted = true;
                Assert.Equal(VisitOutcome.Refused, await lane.ComesAsync(LaneScene.Former, 35.0));
                lane.Real.Advance(TimeSpan.FromMinutes(2));

                Assert.Equal("clock", Assert.Single(await lane.AlarmsAsync(RecordKind.Cleared)).Device);
                Assert.Equal(["clear", "expired"], (await lane.DecisionsAsync()).Select(d => d.Reason));
            },
            new LaneSetting { IsTrusted = () => trusted });
    }

    [Fact]
    public void A_self_test_blames_no_thermometer_for_a_clock_that_nobody_keeps() => LaneScene.Play(
        async lane =>
        {
            await lane.PassAsync(TimeSpan.FromSeconds(30));
            Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ann, 35.0));
            Assert.DoesNotContain(await lane.DecisionsAsync(), d => d.Reason == "toGuard");
        },
        new LaneSetting { IsTrusted = () => false, Policy = LaneSetting.Usual with { SelfTestHours = 12 } });
}
