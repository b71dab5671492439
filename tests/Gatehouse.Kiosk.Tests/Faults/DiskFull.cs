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

    /// <summary>One that belongs to another kiosk, and one that is there for the first time.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_journal_that_must_begin_an_epoch_there_begins_it_with_the_first_record_that_the_disk_takes(bool another)
    {
        var disk = new MemoryDisk();
        if (another)
        {
            await using var before = Journals.Open(disk, Journals.Options with { Kiosk = KioskId.Parse("gate-2") });
            await before.AppendFaultsAsync(2);
        }

        disk.OnAppend = _ => 0;
        LaneScene.Play(
            async lane =>
            {
                Assert.Equal(0, lane.Journal.Head.Sequence);
                Assert.Equal(VisitOutcome.Refused, await lane.ComesAsync(LaneScene.Ann, 35.0));
                await lane.PassAsync(TimeSpan.FromSeconds(5));
                Assert.Equal(VisitOutcome.Passed, await lane.LeavesAsync(LaneScene.Ben));
                disk.OnAppend = null;
                Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ann, 35.0));

                Assert.Contains("recordsLost", (await lane.AlarmsAsync(RecordKind.Fault)).Select(fault => fault.Reason));
                var own = Journals.Records(disk).Where(record => record.Epoch == lane.Journal.Head.Epoch).ToList();
                Assert.Equal((RecordKind.Epoch, 1), (own[0].Kind, own[0].Sequence));
                Assert.Equal(another ? "replaced" : "new", own[0].Body.GetProperty("reason").GetString());
            },
            new LaneSetting { Disk = disk });
    }

    [Fact]
    public async Task One_that_must_begin_an_epoch_there_and_is_stopped_before_it_could_begins_it_at_the_next_start()
    {
        using var disk = new MemoryDisk { OnAppend = _ => 150 };
        await using (var journal = Journals.Open(disk))
        {
            await Assert.ThrowsAsync<JournalException>(() => journal.AppendAsync(Drafts.Fault(1)));
        }

        disk.OnAppend = null;
        using var boot = disk.AfterPowerCut();
        await using var again = Journals.Open(boot);
        Assert.Equal(2, (await again.AppendAsync(Drafts.Fault(1))).Sequence);
        Journals.AssertWhole(boot);
    }

    [Fact]
    public void What_the_kernel_says_of_a_full_disk_is_known_from_what_else_fails()
    {
        using var full = File.OpenHandle("/dev/full", FileMode.Open, FileAccess.Write);
        Assert.True(JournalDisk.IsFull(Assert.Throws<IOException>(() => RandomAccess.Write(full, [0], 0))));
        Assert.False(JournalDisk.IsFull(new IOException("Input/output error.", 5)));
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
