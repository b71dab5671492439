using Gatehouse.Hardware.Gate;

namespace Gatehouse.Hardware.Simulation.Tests.Faults;

public sealed class ArmForced
{
    [Fact]
    public void The_feedback_contact_tells() => Stage.Play(async time =>
    {
        using var gate = new SimulatedGate(time, seed: 1);
        await using var lane = new TinyLane(gate, time);
        lane.Start();
        gate.Turnstile.Force(Direction.Out);
        await Task.Delay(TimeSpan.FromMilliseconds(100), time, TestContext.Current.CancellationToken);

        Assert.Equal([Direction.Out], lane.Turns);
    });
}
