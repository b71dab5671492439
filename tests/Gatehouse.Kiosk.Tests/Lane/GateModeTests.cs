using Gatehouse.Contract;
using Gatehouse.Hardware.Simulation;

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

    [Theory]
    [InlineData(GateMode.Deny, VisitOutcome.Refused, "lot")]
    [InlineData(GateMode.Flag, VisitOutcome.Passed, "flagged")]
    public void On_whom_the_lot_fell_it_stays_however_often_they_try_and_nobody_sees_a_difference(GateMode mode, VisitOutcome drawn, string reason) => LaneScene.Play(
        async lane =>
        {
            // By this seed it falls on the second who comes.
            for (var i = 0; i < 3; i++)
            {
                Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ann, 35.0));
                await lane.PassAsync(TimeSpan.FromSeconds(5));
                Assert.Equal(drawn, await lane.ComesAsync(LaneScene.Ben, 35.0));
                await lane.PassAsync(TimeSpan.FromSeconds(5));
            }

            var decided = await lane.DecisionsAsync();
            Assert.All(decided, d => Assert.Equal("clear", d.Verdict));
            Assert.All(decided, d => Assert.Equal(d.Person == "A" ? "clear" : reason, d.Reason));
        },
        new LaneSetting { Policy = LaneSetting.Usual with { Mode = mode, ReferredByLot = 0.2 } });
}
