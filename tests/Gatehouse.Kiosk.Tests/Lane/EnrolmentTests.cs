using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Hardware.Simulation;

namespace Gatehouse.Kiosk.Tests.Lane;

/// <summary>The host asks for the next badge that is shown, to give it to somebody.</summary>
public sealed class EnrolmentTests
{
    [Fact]
    public void The_next_badge_is_taken_instead_of_judged_and_the_one_after_it_is_judged_again() => LaneScene.Play(async lane =>
    {
        lane.Lane.Enrol("c1");
        Assert.Equal(VisitOutcome.NoAnswer, await lane.ComesAsync(LaneScene.Stranger, 35));
        Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ann, 35));
        Assert.Equal([RecordKind.Enrolled, RecordKind.Granted, RecordKind.Closed], await lane.KindsAsync());
        var taken = await TakenAsync(lane);
        Assert.Equal(("c1", "clearText", "r1"), (taken.Command, taken.Technology, taken.Roster));
        Assert.True(BadgeHash.IsHash(taken.Badge));
    });

    [Fact]
    public void Whoever_leaves_is_let_out_and_is_not_taken() => LaneScene.Play(async lane =>
    {
        lane.Lane.Enrol("c1");
        Assert.Equal(VisitOutcome.Passed, await lane.LeavesAsync(LaneScene.Stranger));
        Assert.DoesNotContain(RecordKind.Enrolled, await lane.KindsAsync());
    });

    [Fact]
    public void After_a_minute_badges_are_judged_again() => LaneScene.Play(async lane =>
    {
        lane.Lane.Enrol("c1");
        await lane.PassAsync(TimeSpan.FromSeconds(61));
        Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ann, 35));
        Assert.DoesNotContain(RecordKind.Enrolled, await lane.KindsAsync());
    });

    [Fact]
    public void A_turn_right_behind_somebody_is_no_forced_one() => LaneScene.Play(async lane =>
    {
        Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ann, 35));
        // The feedback's contact is closed again by then.
        await lane.PassAsync(TimeSpan.FromSeconds(1));
        lane.Gate.Turnstile.Force(Hardware.Gate.Direction.In);
        await lane.PassAsync(TimeSpan.FromSeconds(5));
        lane.Gate.Turnstile.Force(Hardware.Gate.Direction.In);
        await lane.PassAsync(TimeSpan.FromSeconds(2));
        Assert.Equal(["tailgating", "forced"], (await lane.AlarmsAsync(RecordKind.Forced)).Select(a => a.Reason));
    });

    private static async Task<BadgeEnrolled> TakenAsync(LaneScene lane)
    {
        await lane.EndAsync();
        return Journal.Journals.Records(lane.Disk).Single(r => r.Kind == RecordKind.Enrolled).Body.Deserialize(ContractJson.Default.BadgeEnrolled)!;
    }
}
