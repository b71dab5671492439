using Gatehouse.Contract;
using Gatehouse.Hardware.Gate;
using Gatehouse.Hardware.Simulation;

namespace Gatehouse.Kiosk.Tests.Lane;

public sealed class OutOfServiceTests
{
    [Fact]
    public void Nobody_enters_while_it_is_out_of_service_and_everybody_leaves() => LaneScene.Play(async lane =>
    {
        await lane.Lane.TakeOutOfServiceAsync();
        Assert.Equal(Signal.OutOfService, lane.Lane.Status.Signal);
        await lane.Gate.ReaderIn.PresentAsync(LaneScene.Ann, CancellationToken.None);
        await lane.Gate.Light.WaitForAsync(Signal.StepAside, CancellationToken.None);
        Assert.Equal(VisitOutcome.Passed, await lane.LeavesAsync(LaneScene.Ben));
        await lane.PassAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(Signal.OutOfService, lane.Lane.Status.Signal);

        lane.Lane.PutInService();
        Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ann, 35.0));
        Assert.Equal(["outOfService", "leaving", "clear"], (await lane.DecisionsAsync()).Select(d => d.Reason));
    });

    [Fact]
    public void Whoever_is_being_looked_at_is_let_in_first() => LaneScene.Play(async lane =>
    {
        var comes = lane.ComesAsync(LaneScene.Ann, 35.0);
        await lane.Gate.Light.WaitForAsync(Signal.Measuring, CancellationToken.None);
        var taken = lane.Lane.TakeOutOfServiceAsync();
        Assert.False(taken.IsCompleted);
        Assert.Equal(VisitOutcome.Passed, await comes);
        await taken;
        Assert.Equal(Signal.OutOfService, lane.Lane.Status.Signal);
    });

    [Fact]
    public void A_fire_frees_it_all_the_same() => LaneScene.Play(async lane =>
    {
        await lane.Lane.TakeOutOfServiceAsync();
        lane.Gate.FireLoopOpen = true;
        await lane.PassAsync(TimeSpan.FromSeconds(1));
        await lane.Gate.ReaderIn.PresentAsync(LaneScene.Ann, CancellationToken.None);
        await lane.Gate.Light.WaitForAsync(Signal.Go, CancellationToken.None);
        Assert.Equal((RecordKind.Granted, "fireLoopOpen"), (RecordKind.Granted, Assert.Single(await lane.DecisionsAsync()).Reason));
    });
}
