using Gatehouse.Contract;
using Gatehouse.Hardware.Simulation;
using Gatehouse.Kiosk.Tests.Lane;

namespace Gatehouse.Kiosk.Tests.Faults;

/// <summary>A cable that spoils frames, or noise on the contacts' lines: nothing fails, and yet somebody has to look at it.</summary>
public sealed class FramesSpoilt
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void Several_within_a_minute_are_recorded_once_and_so_is_a_minute_without_any() => LaneScene.Play(async lane =>
    {
        await SpoilAsync(lane, 3);
        await lane.PassAsync(Minute);
        await SpoilAsync(lane, 4);
        await lane.PassAsync(Minute);
        await SpoilAsync(lane, 1);
        await lane.PassAsync(3 * Minute);

        var fault = Assert.Single(await lane.AlarmsAsync(RecordKind.Fault));
        Assert.Equal(("readerInFrames", "discarded"), (fault.Device, fault.Reason));
        Assert.Contains("3 for parity: check that D0 and D1 are not exchanged", fault.Detail, StringComparison.Ordinal);
        Assert.Equal("readerInFrames", Assert.Single(await lane.AlarmsAsync(RecordKind.Cleared)).Device);
    });

    [Fact]
    public void On_a_disk_that_is_nearly_full_they_are_not_recorded_and_entries_are() => LaneScene.Play(async lane =>
    {
        lane.Journal.IsShortOfRoom = true;
        await SpoilAsync(lane, 4);
        await lane.PassAsync(Minute);
        Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ann, 35.0));
        Assert.Empty(await lane.AlarmsAsync(RecordKind.Fault));
    });

    [Fact]
    public void Two_within_a_minute_are_a_hasty_hand() => LaneScene.Play(async lane =>
    {
        for (var i = 0; i < 3; i++)
        {
            await SpoilAsync(lane, 2);
            await lane.PassAsync(Minute);
        }

        Assert.Empty(await lane.AlarmsAsync(RecordKind.Fault));
    });

    [Fact]
    public void The_minute_slides() => LaneScene.Play(async lane =>
    {
        await lane.PassAsync(Minute - TimeSpan.FromSeconds(10));
        await SpoilAsync(lane, 2);
        await lane.PassAsync(TimeSpan.FromSeconds(30));
        await SpoilAsync(lane, 1);
        await lane.PassAsync(TimeSpan.FromSeconds(10));

        Assert.Equal("discarded", Assert.Single(await lane.AlarmsAsync(RecordKind.Fault)).Reason);
    });

    [Fact]
    public void A_hand_that_types_nothing_is_no_fault_of_the_reader() => LaneScene.Play(
        async lane =>
        {
            for (var i = 0; i < 10; i++)
            {
                await lane.Keyboard!.PresentAsync("", CancellationToken.None);
                await lane.PassAsync(TimeSpan.FromSeconds(1));
            }

            await lane.PassAsync(Minute);
            Assert.Empty(await lane.AlarmsAsync(RecordKind.Fault));
        },
        new LaneSetting { Typed = true });

    [Fact]
    public void A_lost_edge_of_a_contact_is_recorded_once_and_so_is_a_minute_without_any() => LaneScene.Play(async lane =>
    {
        lane.Gate.Chip.LosesEdges = true;
        lane.Gate.HousingOpen = true;
        await lane.PassAsync(Minute);
        lane.Gate.HousingOpen = false;
        await lane.PassAsync(Minute);
        lane.Gate.Chip.LosesEdges = false;
        await lane.PassAsync(2 * Minute);

        var faults = await lane.AlarmsAsync(RecordKind.Fault);
        Assert.Equal([("housing", "open"), ("gpio", "edgesLost")], faults.Select(fault => (fault.Device, fault.Reason)));
        Assert.Contains("check the contacts", faults[1].Detail, StringComparison.Ordinal);
        Assert.Equal(["housing", "gpio"], (await lane.AlarmsAsync(RecordKind.Cleared)).Select(cleared => cleared.Device));
    });

    private static async Task SpoilAsync(LaneScene lane, int frames)
    {
        for (var i = 0; i < frames; i++)
        {
            lane.Gate.WiegandIn.FlipNextBit = true;
            await lane.Gate.WiegandIn.PresentAsync(LaneScene.Ann, CancellationToken.None);
        }
    }
}
