using Gatehouse.Hardware.Gate;
using Gatehouse.Hardware.Simulation;

namespace Gatehouse.Kiosk.Tests.Lane;

/// <summary>Somebody looks for the gate.</summary>
public sealed class BeaconTests
{
    [Fact]
    public void It_goes_dark_and_bright_ten_times_and_rests_bright() => LaneScene.Play(async scene =>
    {
        scene.Signals.Clear();
        scene.Lane.BeFound();
        await scene.PassAsync(TimeSpan.FromSeconds(11));
        Assert.Equal(Enumerable.Repeat(new[] { Signal.OutOfService, Signal.Ready }, 10).SelectMany(pair => pair), scene.Signals);
    });

    [Fact]
    public void Nobody_at_the_gate_is_disturbed() => LaneScene.Play(async scene =>
    {
        scene.Lane.BeFound();
        await scene.PassAsync(TimeSpan.FromMilliseconds(700));
        Assert.Equal(VisitOutcome.Passed, await scene.ComesAsync(LaneScene.Ann, 35));
        Assert.Equal(VisitOutcome.Passed, await scene.LeavesAsync(LaneScene.Ann));
    });
}
