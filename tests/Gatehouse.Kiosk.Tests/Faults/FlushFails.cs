using Gatehouse.Kiosk.Journal;
using Gatehouse.Kiosk.Tests.Journal;

namespace Gatehouse.Kiosk.Tests.Faults;

public sealed class FlushFails
{
    [Fact]
    public async Task The_caller_gets_an_error_and_the_next_record_takes_the_number_in_a_new_segment()
    {
        using var disk = new MemoryDisk();
        await using var journal = Journals.Open(disk);
        var acknowledged = await journal.AppendFaultsAsync(3);

        disk.OnFlush = () => true;
        var error = await Assert.ThrowsAsync<JournalException>(() => journal.AppendAsync(Drafts.Fault(4)));
        disk.OnFlush = null;
        Assert.Contains("did not take a record", error.Message, StringComparison.Ordinal);
        Assert.Equal(acknowledged[^1], journal.Head);
        acknowledged.Add(await journal.AppendAsync(Drafts.Fault(5)));

        Assert.Equal(5, acknowledged[^1].Sequence);
        Assert.Equal(2, disk.List().Count);
        using var boot = disk.AfterPowerCut();
        Journals.AssertHolds(boot, acknowledged);
        Journals.AssertWhole(boot);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_acknowledged_before_is_read_back_from_the_medium_and_told_where_it_is_not_there(bool isThere)
    {
        using var disk = new MemoryDisk();
        await using var journal = Journals.Open(disk);
        var acknowledged = await journal.AppendFaultsAsync(3);
        disk.OnFlush = () => true;
        disk.OnMedium = bytes => isThere ? bytes : bytes[..^10];
        await Assert.ThrowsAsync<JournalException>(() => journal.AppendAsync(Drafts.Fault(4)));
        disk.OnFlush = null;
        acknowledged.Add(await journal.AppendAsync(Drafts.Fault(5)));

        Assert.Equal(isThere ? 5 : 6, acknowledged[^1].Sequence);
        var lost = Journals.Records(disk).Where(r => r.Body.TryGetProperty("reason", out var reason) && reason.ValueEquals("acknowledgedLost")).ToList();
        if (isThere)
        {
            Assert.Empty(lost);
        }
        else
        {
            Assert.Contains("those from 4 to 4 cannot be read", Assert.Single(lost).Body.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }

        Journals.AssertWhole(disk);
    }

    [Fact]
    public async Task All_that_waited_for_the_same_flush_get_an_error()
    {
        using var disk = new MemoryDisk();
        await using var journal = Journals.Open(disk);
        using var inFlush = new SemaphoreSlim(0);
        using var goOn = new SemaphoreSlim(0);
        var flushes = 0;
        disk.OnFlush = () =>
        {
            inFlush.Release();
            goOn.Wait(TestContext.Current.CancellationToken);
            return ++flushes == 2;
        };
        var first = journal.AppendAsync(Drafts.Fault(0));
        await inFlush.WaitAsync(TestContext.Current.CancellationToken);
        var waiting = Enumerable.Range(1, 20).Select(i => journal.AppendAsync(Drafts.Fault(i))).ToList();
        goOn.Release(2);
        await first;
        foreach (var task in waiting)
        {
            await Assert.ThrowsAsync<JournalException>(() => task);
        }
    }

    [Fact]
    public async Task A_segment_that_cannot_even_be_cut_is_left_behind()
    {
        using var disk = new MemoryDisk();
        await using var journal = Journals.Open(disk);
        var acknowledged = await journal.AppendFaultsAsync(3);
        disk.OnFlush = () => true;
        disk.OnCut = () => true;
        await Assert.ThrowsAsync<JournalException>(() => journal.AppendAsync(Drafts.Fault(4)));
        disk.OnFlush = null;
        disk.OnCut = null;
        acknowledged.Add(await journal.AppendAsync(Drafts.Fault(5)));

        Journals.AssertHolds(disk, acknowledged);
        Journals.AssertWhole(disk);
        using var boot = disk.AfterPowerCut();
        await using var again = Journals.Open(boot);
        acknowledged.Add(await again.AppendAsync(Drafts.Fault(6)));
        Journals.AssertHolds(boot, acknowledged);
        Journals.AssertWhole(boot);
    }

    [Fact]
    public async Task What_a_new_segment_took_in_vain_does_not_stand_before_what_was_acknowledged()
    {
        using var disk = new MemoryDisk();
        await using var journal = Journals.Open(disk);
        var acknowledged = await journal.AppendFaultsAsync(3);
        disk.OnFlush = () => true;
        disk.OnCut = () => true;
        await Assert.ThrowsAsync<JournalException>(() => journal.AppendAsync(Drafts.Fault(4)));
        await Assert.ThrowsAsync<JournalException>(() => journal.AppendAsync(Drafts.Fault(5)));
        disk.OnFlush = null;
        await Assert.ThrowsAsync<JournalException>(() => journal.AppendAsync(Drafts.Fault(6)));
        disk.OnCut = null;
        acknowledged.Add(await journal.AppendAsync(Drafts.Fault(7)));

        Journals.AssertHolds(disk, acknowledged);
        Journals.AssertWhole(disk);
        using var boot = disk.AfterPowerCut();
        await using var again = Journals.Open(boot);
        Assert.Equal(acknowledged[^1], again.Head);
        Journals.AssertHolds(boot, acknowledged);
        Journals.AssertWhole(boot);
    }

    [Fact]
    public async Task A_segment_that_is_not_durable_in_its_folder_takes_no_record()
    {
        using var disk = new MemoryDisk();
        await using var journal = Journals.Open(disk, Journals.Options with { SegmentBytes = 1 });
        disk.OnOpen = () => true;
        await Assert.ThrowsAsync<JournalException>(() => journal.AppendAsync(Drafts.Fault(1)));
        disk.OnOpen = null;
        var entry = await journal.AppendAsync(Drafts.Fault(2));

        using var boot = disk.AfterPowerCut();
        Journals.AssertHolds(boot, [entry]);
    }

    [Fact]
    public async Task A_journal_whose_first_record_is_not_durable_does_not_open()
    {
        using var disk = new MemoryDisk();
        disk.OnFlush = () => true;
        Assert.Throws<JournalException>(() => Journals.Open(disk));
        disk.OnFlush = null;
        await using var journal = Journals.Open(disk);
        Journals.AssertWhole(disk);
    }
}
