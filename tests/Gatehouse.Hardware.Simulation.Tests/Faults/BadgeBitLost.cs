namespace Gatehouse.Hardware.Simulation.Tests.Faults;

public sealed class BadgeBitLost
{
    [Fact]
    public void The_visitor_gets_no_answer_and_the_next_one_does() => Stage.Play(async time =>
    {
        using var gate = new SimulatedGate(time, seed: 1);
        await using var lane = new TinyLane(gate, time);
        lane.Start();
        gate.WiegandIn.LoseNextBit = true;
        var visitor = SimulatedGateTests.Visitor(36);

        Assert.Equal(VisitOutcome.NoAnswer, await gate.WalkThroughAsync(visitor, TestContext.Current.CancellationToken));
        Assert.Equal(VisitOutcome.Passed, await gate.WalkThroughAsync(visitor, TestContext.Current.CancellationToken));
    });
}
