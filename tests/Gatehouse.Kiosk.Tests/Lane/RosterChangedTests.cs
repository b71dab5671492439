using Gatehouse.Hardware.Gate;
using Gatehouse.Hardware.Simulation;
using Gatehouse.Kiosk.Access;
using Gatehouse.Kiosk.Tests.Journal;

namespace Gatehouse.Kiosk.Tests.Lane;

/// <summary>Another roster comes while people walk.</summary>
public sealed class RosterChangedTests
{
    private static AccessControl Without(string number) =>
        new(LaneScene.Roster with { Revision = "r2", People = [.. LaneScene.Roster.People.Where(p => p.Number != number)] });

    [Fact]
    public void The_next_badge_is_judged_by_it() => LaneScene.Play(async scene =>
    {
        Assert.Equal(VisitOutcome.Passed, await scene.ComesAsync(LaneScene.Ann, 35));
        scene.Lane.Use(Without("A"));
        Assert.Equal(VisitOutcome.Refused, await scene.ComesAsync(LaneScene.Ann, 35));
        Assert.Equal(VisitOutcome.Passed, await scene.ComesAsync(LaneScene.Ben, 35));
        Assert.Equal(VisitOutcome.Passed, await scene.LeavesAsync(LaneScene.Ann));
        Assert.Equal(
            [("r1", "clear"), ("r2", AccessControl.UnknownBadge), ("r2", "clear"), ("r2", "leaving")],
            (await scene.DecisionsAsync()).Select(d => (d.Roster, d.Reason)));
    });

    [Fact]
    public void Who_is_being_looked_at_and_is_on_it_no_more_is_refused() => LaneScene.Play(async scene =>
    {
        var coming = scene.ComesAsync(LaneScene.Ann, 35);
        await scene.Gate.Light.WaitForAsync(Signal.Measuring, TestContext.Current.CancellationToken);
        scene.Lane.Use(Without("A"));
        Assert.Equal(VisitOutcome.Refused, await coming);
        var decided = Assert.Single(await scene.DecisionsAsync());
        Assert.Equal(("r2", AccessControl.UnknownBadge, "A"), (decided.Roster, decided.Reason, decided.Person));
    });

    [Fact]
    public void Who_is_being_looked_at_and_is_on_it_still_passes() => LaneScene.Play(async scene =>
    {
        var coming = scene.ComesAsync(LaneScene.Ann, 35);
        await scene.Gate.Light.WaitForAsync(Signal.Measuring, TestContext.Current.CancellationToken);
        scene.Lane.Use(Without("B"));
        Assert.Equal(VisitOutcome.Passed, await coming);
        Assert.Equal("r2", Assert.Single(await scene.DecisionsAsync()).Roster);
    });

    [Fact]
    public void Who_was_granted_and_is_on_it_no_more_before_the_arm_is_released_is_not_let_in() => LaneScene.Play(async scene =>
    {
        using var hang = new DiskHang(scene.Disk);
        var coming = scene.ComesAsync(LaneScene.Ann, 35);
        await hang.Began;
        scene.Lane.Use(Without("A"));
        await scene.PassAsync(TimeSpan.FromMilliseconds(10));
        hang.Dispose();
        Assert.Equal(VisitOutcome.Refused, await coming);
        Assert.Equal([("r1", "clear"), ("r2", AccessControl.UnknownBadge)], (await scene.DecisionsAsync()).Select(d => (d.Roster, d.Reason)));
        Assert.Equal("notReleased", Assert.Single(await scene.ClosingsAsync()).Outcome);
    });
}
