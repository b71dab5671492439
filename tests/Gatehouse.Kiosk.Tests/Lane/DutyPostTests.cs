using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Hardware.Simulation;
using Gatehouse.Kiosk.Access;
using Gatehouse.Kiosk.Tests.Journal;

namespace Gatehouse.Kiosk.Tests.Lane;

/// <summary>Others enter only while somebody of the duty group, here Ann, is on post.</summary>
public sealed class DutyPostTests
{
    private static AccessControl Rules(int minutes = 60, bool annSuspended = false) => new(LaneScene.Roster with
    {
        Revision = annSuspended ? "r3" : "r2",
        Groups = [new RosterGroup("all"), new RosterGroup("guard")],
        People = [.. LaneScene.Roster.People.Select(p => p.Number == "A" ? p with { Group = "guard", Suspended = annSuspended } : p)],
        Gate = new GateRules(Duty: new DutyRule("guard", minutes)),
    });

    [Fact]
    public void Others_enter_once_a_duty_badge_was_shown_and_no_more_after_it_left() => LaneScene.Play(async lane =>
    {
        lane.Lane.Use(Rules());
        Assert.Equal(VisitOutcome.Refused, await lane.ComesAsync(LaneScene.Ben, 35.0));
        Assert.Equal(VisitOutcome.Passed, await lane.LeavesAsync(LaneScene.Ben));
        Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ann, 35.0));
        Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ben, 35.0));
        Assert.Equal(VisitOutcome.Passed, await lane.LeavesAsync(LaneScene.Ann));
        Assert.Equal(VisitOutcome.Refused, await lane.ComesAsync(LaneScene.Ben, 35.0));
        Assert.Equal(["noDuty", "leaving", "clear", "clear", "leaving", "noDuty"], (await lane.DecisionsAsync()).Select(d => d.Reason));
        Assert.Equal([new("A", true, "badge"), new DutyChanged("A", false, "left")], Duties(lane));
    });

    [Fact]
    public void A_post_is_empty_when_its_time_is_over_and_showing_the_badge_again_takes_it_again() => LaneScene.Play(async lane =>
    {
        lane.Lane.Use(Rules(minutes: 1));
        await lane.ComesAsync(LaneScene.Ann, 35.0);
        await lane.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(VisitOutcome.Refused, await lane.ComesAsync(LaneScene.Ben, 35.0));
        await lane.ComesAsync(LaneScene.Ann, 35.0);
        Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ben, 35.0));
        await lane.EndAsync();
        Assert.Equal([new("A", true, "badge"), new("A", false, "time"), new DutyChanged("A", true, "badge")], Duties(lane));
    });

    [Fact]
    public void Who_may_not_enter_any_more_is_on_no_post() => LaneScene.Play(async lane =>
    {
        lane.Lane.Use(Rules());
        await lane.ComesAsync(LaneScene.Ann, 35.0);
        lane.Lane.Use(Rules(annSuspended: true));
        Assert.Equal(VisitOutcome.Refused, await lane.ComesAsync(LaneScene.Ben, 35.0));
        await lane.EndAsync();
        Assert.Equal(new DutyChanged("A", false, "roster"), Duties(lane)[^1]);
    });

    [Fact]
    public void A_post_is_kept_over_a_start_as_far_as_its_time_is_not_over()
    {
        MemoryDisk? left = null;
        LaneScene.Play(async lane =>
        {
            lane.Lane.Use(Rules());
            await lane.ComesAsync(LaneScene.Ann, 35.0);
            await lane.EndAsync();
            left = lane.Disk.AfterPowerCut();
        });
        LaneScene.Play(
            async lane =>
            {
                lane.Lane.Use(Rules());
                await lane.PassAsync(TimeSpan.FromSeconds(5));
                Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ben, 35.0));
                await lane.PassAsync(TimeSpan.FromMinutes(60));
                Assert.Equal(VisitOutcome.Refused, await lane.ComesAsync(LaneScene.Ben, 35.0));
            },
            new LaneSetting { Disk = left });
    }

    private static List<DutyChanged> Duties(LaneScene lane) =>
        [.. Journals.Records(lane.Disk).Where(r => r.Kind == RecordKind.Duty).Select(r => r.Body.Deserialize(ContractJson.Default.DutyChanged)!)];
}
