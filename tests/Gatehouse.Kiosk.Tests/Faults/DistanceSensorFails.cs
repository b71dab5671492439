using Gatehouse.Contract;
using Gatehouse.Hardware.Gate;
using Gatehouse.Hardware.Simulation;
using Gatehouse.Kiosk.Tests.Lane;

namespace Gatehouse.Kiosk.Tests.Faults;

public sealed class DistanceSensorFails
{
    [Theory]
    [InlineData(DistanceFault.NoAnswer, "noAnswer")]
    [InlineData(DistanceFault.Unsound, "unsound")]
    public void Nobody_enters_unmeasured_and_the_fault_is_recorded_once(DistanceFault fault, string reason) => LaneScene.Play(async lane =>
    {
        lane.Distance.OnMeasure = _ => throw new DistanceException(fault, "check its wires");
        Assert.Equal(VisitOutcome.Refused, await lane.ComesAsync(LaneScene.Ann, 35.0));
        await lane.PassAsync(TimeSpan.FromSeconds(5));
        lane.Distance.OnMeasure = null;
        Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ann, 35.0));

        Assert.Equal([("notMeasurable", "distanceFault"), ("clear", null)], (await lane.DecisionsAsync()).Select(d => (d.Reason, d.NotMeasurable)));
        Assert.Equal(("distance", reason, "check its wires"), (await lane.AlarmsAsync(RecordKind.Fault)).Select(a => (a.Device, a.Reason, a.Detail)).Single());
        Assert.Equal("distance", Assert.Single(await lane.AlarmsAsync(RecordKind.Cleared)).Device);
    });

    [Fact]
    public void What_nobody_foresaw_ends_the_lane_and_refuses_whoever_stood_there() => LaneScene.Play(async lane =>
    {
        lane.Distance.OnMeasure = _ => throw new InvalidOperationException("the driver is broken");
        var ann = lane.ComesAsync(LaneScene.Ann, 35.0);
        var fault = await lane.BreaksAsync<InvalidOperationException>();
        await ann;

        Assert.Equal("the driver is broken", fault.Message);
        Assert.Equal(("distance", "unforeseen", "the driver is broken"), (await lane.AlarmsAsync(RecordKind.Fault)).Select(a => (a.Device, a.Reason, a.Detail)).Single());
        Assert.Equal(("notMeasurable", "notMeasurable"), (await lane.DecisionsAsync()).Select(d => (d.Reason, d.Verdict)).Single());
        Assert.Equal(Signal.OutOfService, lane.Gate.Light.Signal);
    });

    [Fact]
    public void One_that_never_answers_ends_the_lane() => LaneScene.Play(async lane =>
    {
        var never = new TaskCompletionSource<double?>();
        lane.Distance.OnMeasure = _ => new(never.Task);
        var ann = lane.ComesAsync(LaneScene.Ann, 35.0);
        await lane.BreaksAsync<TimeoutException>();
        await ann;

        Assert.Equal(("distance", "hangs"), (await lane.AlarmsAsync(RecordKind.Fault)).Select(a => (a.Device, a.Reason)).Single());
    });
}
