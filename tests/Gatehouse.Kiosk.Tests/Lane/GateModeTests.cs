using Gatehouse.Hardware.Simulation;
using Gatehouse.Kiosk.Screening;

namespace Gatehouse.Kiosk.Tests.Lane;

public sealed class GateModeTests
{
    [Theory]
    [InlineData(GateMode.Deny, 35.0, VisitOutcome.Passed, "clear", "clear", "deny")]
    [InlineData(GateMode.Deny, 38.4, VisitOutcome.Refused, "refer", "refer", "deny")]
    [InlineData(GateMode.Flag, 35.0, VisitOutcome.Passed, "clear", "clear", "flag")]
    [InlineData(GateMode.Flag, 38.4, VisitOutcome.Passed, "flagged", "refer", "flag")]
    [InlineData(GateMode.Flag, 25.0, VisitOutcome.Passed, "flagged", "notMeasurable", "flag")]
    [InlineData(GateMode.Measure, 35.0, VisitOutcome.Passed, "measuredOnly", "clear", "measure")]
    [InlineData(GateMode.Measure, 38.4, VisitOutcome.Passed, "measuredOnly", "refer", "measure")]
    [InlineData(GateMode.Measure, 25.0, VisitOutcome.Passed, "measuredOnly", "notMeasurable", "measure")]
    [InlineData(GateMode.Guard, 35.0, VisitOutcome.Refused, "toGuard", null, "guard")]
    public void What_follows_from_a_verdict_is_the_policys_and_stands_in_the_record(
        GateMode mode, double skin, VisitOutcome outcome, string reason, string? verdict, string word) => LaneScene.Play(
        async lane =>
        {
            Assert.Equal(outcome, await lane.ComesAsync(LaneScene.Ann, skin));
            var decided = Assert.Single(await lane.DecisionsAsync());
            Assert.Equal((reason, verdict, word), (decided.Reason, decided.Verdict, decided.Mode));
        },
        new LaneSetting { Policy = LaneSetting.Usual with { Mode = mode } });

    [Fact]
    public void Whoever_leaves_is_not_in_any_mode() => LaneScene.Play(
        async lane =>
        {
            Assert.Equal(VisitOutcome.Passed, await lane.LeavesAsync(LaneScene.Ann));
            Assert.Null(Assert.Single(await lane.DecisionsAsync()).Mode);
        },
        new LaneSetting { Policy = LaneSetting.Usual with { Mode = GateMode.Guard } });

    [Fact]
    public void A_badge_that_may_not_enter_is_refused_in_every_mode() => LaneScene.Play(
        async lane =>
        {
            Assert.Equal(VisitOutcome.Refused, await lane.ComesAsync(LaneScene.Stranger, 35.0));
            Assert.Equal("unknownBadge", Assert.Single(await lane.DecisionsAsync()).Reason);
        },
        new LaneSetting { Policy = LaneSetting.Usual with { Mode = GateMode.Measure } });

    [Fact]
    public void Some_who_are_clear_are_sent_to_the_guard_by_lot_and_nobody_sees_a_difference() => LaneScene.Play(
        async lane =>
        {
            var outcomes = new List<VisitOutcome>();
            for (var i = 0; i < 40; i++)
            {
                outcomes.Add(await lane.ComesAsync(LaneScene.Ann, 35.0));
                await lane.PassAsync(TimeSpan.FromSeconds(5));
            }

            var decided = await lane.DecisionsAsync();
            Assert.All(decided, d => Assert.Equal("clear", d.Verdict));
            Assert.Equal(outcomes.Count(o => o == VisitOutcome.Refused), decided.Count(d => d.Reason == "lot"));
            Assert.InRange(decided.Count(d => d.Reason == "lot"), 1, 20);
        },
        new LaneSetting { Policy = LaneSetting.Usual with { ReferredByLot = 0.2 } });
}
