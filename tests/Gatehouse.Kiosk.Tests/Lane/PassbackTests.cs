using Gatehouse.Contract;
using Gatehouse.Hardware.Simulation;
using Gatehouse.Kiosk.Access;

namespace Gatehouse.Kiosk.Tests.Lane;

/// <summary>Somebody who is in already wants to enter. Leaving is never looked at.</summary>
public sealed class PassbackTests
{
    private static readonly LaneSetting Hard = new() { Gate = new GateRules(AntiPassback: new AntiPassback(Hard: true, Minutes: 60)) };
    private static readonly LaneSetting Soft = new() { Gate = new GateRules(AntiPassback: new AntiPassback(Hard: false, Minutes: 60)) };

    [Fact]
    public void Who_is_in_is_refused_until_they_have_left_whichever_badge_they_show() => LaneScene.Play(
        async lane =>
        {
            Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ann, 35.0));
            Assert.Equal(VisitOutcome.Refused, await lane.ComesAsync(LaneScene.AnnsSecond, 35.0));
            Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ben, 35.0));
            Assert.Equal(VisitOutcome.Passed, await lane.LeavesAsync(LaneScene.Ann));
            Assert.Equal(VisitOutcome.Passed, await lane.LeavesAsync(LaneScene.Ann));
            Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ann, 35.0));
            Assert.Equal(
                [("clear", null), ("passback", null), ("clear", null), ("leaving", null), ("leaving", null), ("clear", (bool?)null)],
                (await lane.DecisionsAsync()).Select(d => (d.Reason, d.Passback)));
        },
        Hard);

    [Fact]
    public void The_soft_rule_admits_and_the_record_says_so() => LaneScene.Play(
        async lane =>
        {
            await lane.ComesAsync(LaneScene.Ann, 35.0);
            Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ann, 35.0));
            Assert.Equal([("clear", null), ("clear", true)], (await lane.DecisionsAsync()).Select(d => (d.Reason, d.Passback)));
        },
        Soft);

    [Fact]
    public void Only_who_has_gone_through_is_in_or_out() => LaneScene.Play(
        async lane =>
        {
            Assert.Equal(VisitOutcome.GaveUp, await lane.ComesAsync(LaneScene.Visitor(LaneScene.Ann, Hardware.Gate.Direction.In, 35.0) with { GivesUp = true }));
            await lane.PassAsync(TimeSpan.FromSeconds(8));
            Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ann, 35.0));
            await lane.Gate.ReaderOut.PresentAsync(LaneScene.Ann, TestContext.Current.CancellationToken);
            await lane.PassAsync(TimeSpan.FromSeconds(8));
            Assert.Equal(VisitOutcome.Refused, await lane.ComesAsync(LaneScene.Ann, 35.0));
        },
        Hard);

    [Fact]
    public void A_passage_is_forgotten_when_its_time_is_over() => LaneScene.Play(
        async lane =>
        {
            await lane.ComesAsync(LaneScene.Ann, 35.0);
            await lane.PassAsync(TimeSpan.FromSeconds(5));
            lane.Real.Step = TimeSpan.FromMinutes(61);
            await lane.ComesAsync(LaneScene.Ann, 35.0);
            Assert.Equal(["clear", "clear"], (await lane.DecisionsAsync()).Select(d => d.Reason));
        },
        Hard);

    [Fact]
    public void What_was_forgiven_is_held_against_nobody() => LaneScene.Play(
        async lane =>
        {
            await lane.ComesAsync(LaneScene.Ann, 35.0);
            await lane.ComesAsync(LaneScene.Ben, 35.0);
            lane.Real.Step = TimeSpan.FromMinutes(1);
            var people = LaneScene.Roster.People.Select(p => p.Number == "A" ? p with { Forgiven = lane.Real.GetUtcNow() } : p).ToList();
            lane.Lane.Use(new AccessControl(LaneScene.Roster with { Revision = "r2", Gate = Hard.Gate, People = people }));
            Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ann, 35.0));
            Assert.Equal(VisitOutcome.Refused, await lane.ComesAsync(LaneScene.Ben, 35.0));
            var rules = new GateRules(AntiPassback: new AntiPassback(Hard: true, Minutes: 60, lane.Real.GetUtcNow() + TimeSpan.FromSeconds(1)));
            lane.Lane.Use(new AccessControl(LaneScene.Roster with { Revision = "r3", Gate = rules }));
            Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ben, 35.0));
        },
        Hard);

    [Fact]
    public void What_the_host_tells_of_other_gates_counts_in_the_order_in_which_it_happened() => LaneScene.Play(
        async lane =>
        {
            var now = lane.Real.GetUtcNow();
            lane.Lane.Heard([new ElsewherePassed("A", PassageDirection.In, now - TimeSpan.FromMinutes(5)), new ElsewherePassed("B", PassageDirection.Out, now)]);
            await lane.PassAsync(TimeSpan.FromSeconds(1));
            Assert.Equal(VisitOutcome.Refused, await lane.ComesAsync(LaneScene.Ann, 35.0));
            lane.Lane.Heard([new ElsewherePassed("A", PassageDirection.Out, now - TimeSpan.FromMinutes(1))]);
            lane.Lane.Heard([new ElsewherePassed("A", PassageDirection.In, now - TimeSpan.FromMinutes(2))]);
            await lane.PassAsync(TimeSpan.FromSeconds(1));
            Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ann, 35.0));
            Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ben, 35.0));
        },
        Hard);

    [Fact]
    public void Who_fled_from_a_fire_comes_back() => LaneScene.Play(
        async lane =>
        {
            await lane.ComesAsync(LaneScene.Ann, 35.0);
            lane.Gate.FireLoopOpen = true;
            await lane.PassAsync(TimeSpan.FromSeconds(1));
            lane.Gate.FireLoopOpen = false;
            await lane.PassAsync(TimeSpan.FromSeconds(1));
            Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ann, 35.0));
        },
        Hard);

    [Fact]
    public void Where_nobody_knows_the_time_nobody_is_held_to_be_in()
    {
        var isTrusted = true;
        LaneScene.Play(
            async lane =>
            {
                await lane.ComesAsync(LaneScene.Ann, 35.0);
                isTrusted = false;
                Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ann, 35.0));
            },
            Hard with { IsTrusted = () => isTrusted });
    }

    [Fact]
    public void A_kiosk_that_starts_anew_knows_who_is_in()
    {
        Journal.MemoryDisk? left = null;
        LaneScene.Play(
            async lane =>
            {
                await lane.ComesAsync(LaneScene.Ann, 35.0);
                await lane.ComesAsync(LaneScene.Ben, 35.0);
                await lane.LeavesAsync(LaneScene.Ben);
                await lane.EndAsync();
                left = lane.Disk.AfterPowerCut();
            },
            Hard);
        LaneScene.Play(
            async lane =>
            {
                await lane.PassAsync(TimeSpan.FromSeconds(5));
                Assert.Equal(VisitOutcome.Refused, await lane.ComesAsync(LaneScene.Ann, 35.0));
                Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ben, 35.0));
            },
            Hard with { Disk = left });
    }
}
