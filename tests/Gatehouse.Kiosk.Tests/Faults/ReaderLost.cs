using Gatehouse.Contract;
using Gatehouse.Hardware.Simulation;
using Gatehouse.Kiosk.Tests.Lane;

namespace Gatehouse.Kiosk.Tests.Faults;

/// <summary>A reader that is unplugged while the gate runs, or may not be used.</summary>
public sealed class ReaderLost
{
    [Fact]
    public void It_is_recorded_once_and_so_is_its_return_and_the_way_out_stays_open() => LaneScene.Play(
        async lane =>
        {
            await lane.PassAsync(TimeSpan.FromSeconds(1));
            lane.Keyboard!.Unplugged = true;
            await lane.PassAsync(TimeSpan.FromSeconds(20));
            Assert.Equal(VisitOutcome.Passed, await lane.LeavesAsync(LaneScene.Ben));
            lane.Keyboard.Unplugged = false;
            await lane.PassAsync(TimeSpan.FromSeconds(5));
            Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Typed, 35.0));

            Assert.Equal(("readerIn", "lost"), (await lane.AlarmsAsync(RecordKind.Fault)).Select(f => (f.Device, f.Reason)).Single());
            Assert.Equal("readerIn", Assert.Single(await lane.AlarmsAsync(RecordKind.Cleared)).Device);
            Assert.Equal([("leaving", "clearText"), ("clear", "keyboard")], (await lane.DecisionsAsync()).Select(d => (d.Reason, d.Technology)));
        },
        new LaneSetting { Typed = true });

    [Fact]
    public void One_that_may_not_be_used_is_recorded_so() => LaneScene.Play(
        async lane =>
        {
            lane.Keyboard!.Unplugged = true;
            lane.Keyboard.Denied = true;
            lane.Keyboard.Unplugged = false;
            await lane.PassAsync(TimeSpan.FromSeconds(10));

            Assert.Equal("denied", (await lane.AlarmsAsync(RecordKind.Fault))[^1].Reason);
        },
        new LaneSetting { Typed = true });
}
