using Gatehouse.Contract;
using Gatehouse.Hardware.Gpio;
using Gatehouse.Kiosk.Tests.Lane;

namespace Gatehouse.Kiosk.Tests.Faults;

/// <summary>What the lane listens to ends by itself.</summary>
public sealed class DeviceSaysItsLast
{
    [Fact]
    public void Ends_the_lane_with_a_record_of_what_it_was() => LaneScene.Play(async lane =>
    {
        lane.Gate.EdgesIn.Dispose();
        await lane.BreaksAsync<IOException>();

        Assert.Equal(("readerIn", "unforeseen"), (await lane.AlarmsAsync(RecordKind.Fault)).Select(a => (a.Device, a.Reason)).Single());
    });

    [Fact]
    public void A_chip_that_is_taken_away_ends_it_too() => LaneScene.Play(async lane =>
    {
        lane.Gate.Chip.Gone = true;
        await lane.BreaksAsync<GpioException>();
        lane.Gate.Chip.Gone = false;

        Assert.Equal("unforeseen", Assert.Single(await lane.AlarmsAsync(RecordKind.Fault)).Reason);
    });
}
