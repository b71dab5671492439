using Gatehouse.Contract;
using Gatehouse.Hardware.Simulation;
using Gatehouse.Kiosk.Journal;
using Gatehouse.Kiosk.Tests.Journal;
using Gatehouse.Kiosk.Tests.Lane;

namespace Gatehouse.Kiosk.Tests.Faults;

public sealed class DiskFull
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(150)]
    public async Task A_record_the_disk_takes_in_part_is_an_error_and_leaves_no_trace(int taken)
    {
        using var disk = new MemoryDisk();
        await using var journal = Journals.Open(disk);
        var acknowledged = await journal.AppendFaultsAsync(3);
        disk.OnAppend = _ => taken;
        for (var i = 0; i < 3; i++)
        {
            var error = await Assert.ThrowsAsync<JournalException>(() => journal.AppendAsync(Drafts.Granted("a", "Ann")));
            Assert.Contains("No space left", error.Message, StringComparison.Ordinal);
        }

        disk.OnAppend = null;
        acknowledged.Add(await journal.AppendAsync(Drafts.Fault(4)));
        Assert.Equal(5, acknowledged[^1].Sequence);
        Journals.AssertHolds(disk, acknowledged);
        Journals.AssertWhole(disk);
        using var boot = disk.AfterPowerCut();
        await using var again = Journals.Open(boot);
        Assert.Equal(acknowledged[^1], again.Head);
        Journals.AssertWhole(boot);
    }

    [Fact]
    public void What_the_lane_could_not_record_is_told_once_there_is_room_again()
    {
        var disk = new MemoryDisk();
        LaneScene.Play(
            async lane =>
            {
                disk.OnAppend = _ => 0;
                Assert.Equal(VisitOutcome.Refused, await lane.ComesAsync(LaneScene.Stranger, 35.0));
                await lane.PassAsync(TimeSpan.FromSeconds(5));
                disk.OnAppend = null;
                Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ann, 35.0));

                var lost = Assert.Single(await lane.AlarmsAsync(RecordKind.Fault));
                Assert.Equal(("journal", "recordsLost"), (lost.Device, lost.Reason));
                Assert.Contains("could not take 1 record", lost.Detail, StringComparison.Ordinal);
                Assert.Equal("journal", Assert.Single(await lane.AlarmsAsync(RecordKind.Cleared)).Device);
            },
            new LaneSetting { Disk = disk });
    }

    [Fact]
    public async Task A_kiosk_that_starts_on_a_full_disk_lets_everybody_out_and_nobody_in()
    {
        var disk = new MemoryDisk();
        await using (Journals.Open(disk))
        {
        }

        disk.OnAppend = _ => 0;
        LaneScene.Play(
            async lane =>
            {
                Assert.Equal(VisitOutcome.Refused, await lane.ComesAsync(LaneScene.Ann, 35.0));
                await lane.PassAsync(TimeSpan.FromSeconds(5));
                Assert.Equal(VisitOutcome.Passed, await lane.LeavesAsync(LaneScene.Ben));
                disk.OnAppend = null;
            },
            new LaneSetting { Disk = disk });
    }

    [Fact]
    public async Task No_new_segment_can_be_made_until_there_is_room_again()
    {
        using var disk = new MemoryDisk();
        await using var journal = Journals.Open(disk, Journals.Options with { SegmentBytes = 1 });
        disk.OnOpen = () => true;
        await Assert.ThrowsAsync<JournalException>(() => journal.AppendAsync(Drafts.Fault(1)));
        await Assert.ThrowsAsync<JournalException>(() => journal.AppendAsync(Drafts.Fault(2)));
        disk.OnOpen = null;
        Assert.Equal(2, (await journal.AppendAsync(Drafts.Fault(3))).Sequence);
        Journals.AssertWhole(disk);
    }
}
