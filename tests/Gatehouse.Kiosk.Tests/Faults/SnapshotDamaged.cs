using Gatehouse.Contract;
using Gatehouse.Kiosk.Tests.Lane;

namespace Gatehouse.Kiosk.Tests.Faults;

/// <summary>The newest roster or policy cannot be read, and the one before it is in force: who was suspended since may enter.</summary>
public sealed class SnapshotDamaged
{
    [Fact]
    public void It_is_recorded_so_that_the_host_learns_of_it() => LaneScene.Play(
        async lane =>
        {
            var alarm = Assert.Single(await lane.AlarmsAsync(RecordKind.Fault));
            Assert.Equal(("snapshot", "damaged", "The newer roster is damaged."), (alarm.Device, alarm.Reason, alarm.Detail));
        },
        new LaneSetting { Outdated = ["The newer roster is damaged."] });
}
