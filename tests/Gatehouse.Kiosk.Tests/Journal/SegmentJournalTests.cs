using Gatehouse.Contract;
using Gatehouse.Kiosk.Journal;

namespace Gatehouse.Kiosk.Tests.Journal;

public sealed class SegmentJournalTests
{
    /// <summary>Off any context, where a caller goes on in the work item that made its record durable.</summary>
    [Fact]
    public async Task Takes_more_records_and_closes_for_a_caller_who_goes_on_where_its_record_was_written()
    {
        using var disk = new MemoryDisk();
        await Task.Run(
            async () =>
            {
                var journal = Journals.Open(disk);
                await journal.AppendFaultsAsync(20);
                await journal.DisposeAsync();
            },
            TestContext.Current.CancellationToken);
        Assert.Equal(21, Journals.Entries(disk).Count);
        Journals.AssertWhole(disk);
    }

    [Fact]
    public async Task A_new_journal_begins_with_a_record_that_says_so()
    {
        using var disk = new MemoryDisk();
        await using var journal = Journals.Open(disk);

        var first = Assert.Single(Journals.Records(disk));
        Assert.Equal(RecordKind.Epoch, first.Kind);
        Assert.Equal(1, first.Sequence);
        Assert.Equal(RecordHash.None, first.Previous);
        Assert.Equal("new", first.Body.GetProperty("reason").GetString());
        Assert.Equal(first.Hash, journal.Head.Hash);
    }

    [Fact]
    public async Task Records_follow_one_another_without_a_hole_across_segments()
    {
        using var disk = new MemoryDisk();
        await using (var journal = Journals.Open(disk, Journals.SmallSegments))
        {
            await journal.AppendFaultsAsync(40);
        }

        var records = Journals.Records(disk);
        Assert.True(disk.List().Count > 5);
        Assert.Equal(Enumerable.Range(1, 41), records.Select(r => (int)r.Sequence));
        foreach (var (before, record) in records.Zip(records.Skip(1)))
        {
            Assert.Equal(before.Hash, record.Previous);
        }

        Journals.AssertWhole(disk);
    }

    [Fact]
    public async Task Goes_on_where_it_ended_in_the_same_epoch()
    {
        using var disk = new MemoryDisk();
        var entries = new List<JournalEntry>();
        for (var boot = 0; boot < 5; boot++)
        {
            await using var journal = Journals.Open(disk, Journals.SmallSegments);
            entries.AddRange(await journal.AppendFaultsAsync(boot));
        }

        Assert.Equal(Enumerable.Range(2, 10), entries.Select(e => (int)e.Sequence));
        Assert.Single(entries.Select(e => e.Epoch).Distinct());
        Journals.AssertHolds(disk, entries);
        Journals.AssertWhole(disk);
    }

    [Fact]
    public async Task An_acknowledged_record_survives_the_power_going_at_once()
    {
        using var disk = new MemoryDisk();
        await using var journal = Journals.Open(disk, Journals.SmallSegments);
        var acknowledged = new List<JournalEntry>();
        for (var i = 0; i < 20; i++)
        {
            acknowledged.Add(await journal.AppendAsync(Drafts.Granted($"p{i}", "Ann")));
            using var after = disk.AfterPowerCut();
            Journals.AssertHolds(after, acknowledged);
            Journals.AssertWhole(after);
        }
    }

    [Fact]
    public async Task Flushes_once_for_all_that_wait_and_acknowledges_none_before()
    {
        using var disk = new MemoryDisk();
        await using var journal = Journals.Open(disk);
        using var inFlush = new SemaphoreSlim(0);
        using var goOn = new SemaphoreSlim(0);
        disk.OnFlush = () =>
        {
            inFlush.Release();
            goOn.Wait(TestContext.Current.CancellationToken);
            return false;
        };
        var flushesBefore = disk.Flushes;

        var first = journal.AppendAsync(Drafts.Fault(0));
        await inFlush.WaitAsync(TestContext.Current.CancellationToken);
        var waiting = Enumerable.Range(1, 100).Select(i => journal.AppendAsync(Drafts.Fault(i))).ToList();
        Assert.False(first.IsCompleted);
        goOn.Release();
        await first;
        await inFlush.WaitAsync(TestContext.Current.CancellationToken);
        Assert.All(waiting, task => Assert.False(task.IsCompleted));
        goOn.Release();
        var entries = await Task.WhenAll(waiting);

        Assert.Equal(2, disk.Flushes - flushesBefore);
        Assert.Equal(Enumerable.Range(3, 100), entries.Select(e => (int)e.Sequence));
        using var after = disk.AfterPowerCut();
        Journals.AssertHolds(after, entries);
    }

    [Fact]
    public async Task Writes_what_still_waits_before_it_closes_and_takes_nothing_after()
    {
        using var disk = new MemoryDisk();
        var journal = Journals.Open(disk);
        var waiting = Enumerable.Range(0, 50).Select(i => journal.AppendAsync(Drafts.Fault(i))).ToList();
        await journal.DisposeAsync();

        Journals.AssertHolds(disk, await Task.WhenAll(waiting));
        var error = await Assert.ThrowsAsync<JournalException>(() => journal.AppendAsync(Drafts.Fault(99)));
        Assert.Contains("closed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_record_too_long_to_be_read_back_and_keeps_those_beside_it()
    {
        using var disk = new MemoryDisk();
        var acknowledged = new List<JournalEntry>();
        await using (var journal = Journals.Open(disk))
        {
            acknowledged.Add(await journal.AppendAsync(Drafts.Fault(1)));
            await Assert.ThrowsAsync<JournalException>(() => journal.AppendAsync(Drafts.OfLength(JournalLine.MaxLength)));
            acknowledged.Add(await journal.AppendAsync(Drafts.Fault(2)));
        }

        Assert.Equal(2, acknowledged[0].Sequence);
        Assert.Equal(3, acknowledged[1].Sequence);
        await using var again = Journals.Open(disk);
        Assert.Equal(acknowledged[1], again.Head);
        Journals.AssertHolds(disk, acknowledged);
        Journals.AssertWhole(disk);
    }

    [Fact]
    public async Task Closing_twice_does_no_harm()
    {
        using var disk = new MemoryDisk();
        var journal = Journals.Open(disk);
        await journal.DisposeAsync();
        await journal.DisposeAsync();
        Journals.AssertWhole(disk);
    }

    [Fact]
    public async Task A_kiosk_of_another_name_begins_an_epoch_of_its_own()
    {
        using var disk = new MemoryDisk();
        JournalEntry last;
        await using (var journal = Journals.Open(disk))
        {
            last = await journal.AppendAsync(Drafts.Fault(1));
        }

        await using (var journal = Journals.Open(disk, Journals.Options with { Kiosk = KioskId.Parse("gate-2") }))
        {
            Assert.NotEqual(last.Epoch, journal.Head.Epoch);
        }

        var began = Journals.Records(disk)[^1];
        Assert.Equal("gate-2", began.Kiosk.ToString());
        Assert.Equal("replaced", began.Body.GetProperty("reason").GetString());
        Assert.Equal(last.Hash.ToString(), began.Body.GetProperty("previousHash").GetString());
        Journals.AssertWhole(disk);
    }

    [Fact]
    public async Task A_record_says_when_in_which_boot_and_whether_it_was_simulated()
    {
        using var disk = new MemoryDisk();
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 6, 30, 0, TimeSpan.Zero));
        var options = Journals.Options with { Simulated = true };
        var boot = new BootIdentity(new Guid(1, 2, 3, [4, 5, 6, 7, 8, 9, 10, 11]));
        await using var journal = SegmentJournal.Open(disk, options, new RecordStamp(time, new ClockWatch(time), boot));
        time.Advance(TimeSpan.FromSeconds(1.5));
        await journal.AppendAsync(Drafts.Fault(1));

        var records = Journals.Records(disk);
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 6, 30, 1, 500, TimeSpan.Zero), records[1].At);
        Assert.Equal(1.5, (records[1].Mono - records[0].Mono).TotalSeconds, 3);
        Assert.All(records, r => Assert.Equal(boot.Id, r.Boot));
        Assert.All(records, r => Assert.True(r.Simulated));
    }
}
