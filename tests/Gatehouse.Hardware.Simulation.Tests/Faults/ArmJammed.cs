using Gatehouse.Hardware.Gate;

namespace Gatehouse.Hardware.Simulation.Tests.Faults;

public sealed class ArmJammed
{
    [Fact]
    public void The_visitor_does_not_get_through() => SimulatedGateTests.Play(
        SimulatedGateTests.Visitor(36),
        (outcome, lane, _) =>
        {
            Assert.Equal(VisitOutcome.GaveUp, outcome);
            Assert.Empty(lane.Turns);
        },
        (gate, _) => gate.Turnstile.Behaviour = ArmBehaviour.Sticks);

    [Fact]
    public void It_uses_up_no_release() => Stage.Play(async time =>
    {
        using var gate = new SimulatedGate(time, seed: 1);
        gate.Chip.Set(gate.Wiring.ReleaseIn, high: true);
        gate.Turnstile.Behaviour = ArmBehaviour.Sticks;
        Assert.False(await gate.Turnstile.PushAsync(Direction.In, TestContext.Current.CancellationToken));

        gate.Turnstile.Behaviour = ArmBehaviour.Turns;
        Assert.True(await gate.Turnstile.PushAsync(Direction.In, TestContext.Current.CancellationToken));
    });
}
