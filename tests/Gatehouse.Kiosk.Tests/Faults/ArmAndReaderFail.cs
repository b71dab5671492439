using Gatehouse.Contract;
using Gatehouse.Hardware.Gate;
using Gatehouse.Hardware.Simulation;
using Gatehouse.Kiosk.Tests.Lane;

namespace Gatehouse.Kiosk.Tests.Faults;

public sealed class ArmAndReaderFail
{
    [Fact]
    public void An_arm_turned_without_a_grant_is_recorded_as_forced() => LaneScene.Play(async lane =>
    {
        lane.Gate.Turnstile.Force(Direction.In);
        await lane.PassAsync(TimeSpan.FromSeconds(2));

        Assert.Equal("turnstile", Assert.Single(await lane.AlarmsAsync(RecordKind.Forced)).Device);
    });

    [Fact]
    public void A_jammed_arm_leaves_the_passage_given_up() => LaneScene.Play(async lane =>
    {
        lane.Gate.Turnstile.Behaviour = ArmBehaviour.Sticks;
        Assert.Equal(VisitOutcome.GaveUp, await lane.ComesAsync(LaneScene.Ann, 35.0));
        await lane.PassAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(PassageOutcome.GivenUp, Assert.Single(await lane.ClosingsAsync()).Outcome);
    });

    [Fact]
    public void A_lost_bit_reads_as_nobody_and_the_next_try_works() => LaneScene.Play(async lane =>
    {
        lane.Gate.WiegandIn.LoseNextBit = true;
        Assert.Equal(VisitOutcome.NoAnswer, await lane.ComesAsync(LaneScene.Ann, 35.0));
        Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ann, 35.0));

        Assert.Equal("clear", Assert.Single(await lane.DecisionsAsync()).Reason);
    });
}
