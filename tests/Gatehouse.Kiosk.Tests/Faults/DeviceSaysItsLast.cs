using Gatehouse.Contract;
using Gatehouse.Kiosk.Tests.Lane;

namespace Gatehouse.Kiosk.Tests.Faults;

/// <summary>What the lane listens to ends by itself, as when the chip of its lines is taken away.</summary>
public sealed class DeviceSaysItsLast
{
    [Fact]
    public void Ends_the_lane_with_a_record_of_what_it_was() => LaneScene.Play(async lane =>
    {
        lane.Gate.EdgesIn.Dispose();
        await lane.BreaksAsync<IOException>();

        Assert.Equal(("readerIn", "unforeseen"), (await lane.AlarmsAsync(RecordKind.Fault)).Select(a => (a.Device, a.Reason)).Single());
    });
}
