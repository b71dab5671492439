using System.Security.Cryptography;
using Gatehouse.Contract;
using Gatehouse.Kiosk.Journal;
using Gatehouse.Kiosk.Tests.Journal;
using Gatehouse.Kiosk.View;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatehouse.Kiosk.Tests.View;

public sealed class EntryViewTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Database => _folder.File("entries.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Shows_the_newest_decisions_first_with_how_they_ended()
    {
        using var disk = new MemoryDisk();
        await using var journal = await WithPassagesAsync(disk, 5);
        await journal.AppendAsync(Drafts.Granted("open"));

        var newest = await LookAsync(journal, 3);
        Assert.Equal(3, newest.Count);
        Assert.Null(newest[0].Outcome);
        Assert.Equal(PassageOutcome.Passed, newest[1].Outcome);
        Assert.Equal(("in", RecordKind.Granted, "clear", "clear", "P1"), (newest[1].Direction, newest[1].Kind, newest[1].Reason, newest[1].Verdict, newest[1].Person));
        Assert.True(newest[0].At >= newest[1].At && newest[1].At >= newest[2].At);
        Assert.Equal(TimeSpan.Zero, newest[0].At.Offset);
    }

    [Fact]
    public async Task Follows_the_journal_while_it_grows()
    {
        using var disk = new MemoryDisk();
        await using var journal = Journals.Open(disk);
        using var stop = new CancellationTokenSource();
        using var view = new EntryView(new FolderViewFiles(Database), journal, NullLogger<EntryView>.Instance);
        var run = view.RunAsync(stop.Token);
        Assert.Empty(view.Newest(10));
        for (var i = 1; i <= 3; i++)
        {
            await journal.AppendAsync(Drafts.Granted($"p{i}"));
            await SeeAsync(view, i);
        }

        await stop.CancelAsync();
        await run;
    }

    [Fact]
    public async Task Catches_up_over_more_than_one_batch()
    {
        using var disk = new MemoryDisk();
        await using var journal = await WithPassagesAsync(disk, 600);
        var all = await LookAsync(journal, 1000);
        Assert.Equal(600, all.Count);
        Assert.All(all, e => Assert.Equal(PassageOutcome.Passed, e.Outcome));
    }

    [Fact]
    public async Task Is_built_again_when_it_is_missing()
    {
        using var disk = new MemoryDisk();
        await using var journal = await WithPassagesAsync(disk, 5);
        var before = await LookAsync(journal);
        File.Delete(Database);
        Assert.Equal(before, await LookAsync(journal));
    }

    [Fact]
    public async Task Takes_over_what_came_while_it_was_not_there_and_nothing_twice()
    {
        using var disk = new MemoryDisk();
        await using var journal = await WithPassagesAsync(disk, 5);
        await LookAsync(journal);
        var granted = await journal.AppendAsync(Drafts.Granted("later"));
        await journal.AppendAsync(Drafts.Closed("later", granted.Sequence, outcome: PassageOutcome.GivenUp));
        var after = await LookAsync(journal);
        Assert.Equal(6, after.Count);
        Assert.Equal(PassageOutcome.GivenUp, after[0].Outcome);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(8192)]
    [InlineData(10000)]
    public async Task Is_built_again_at_once_when_its_file_is_cut(int length)
    {
        using var disk = new MemoryDisk();
        await using var journal = await WithPassagesAsync(disk, 50);
        var before = await LookAsync(journal);
        await using (var file = File.OpenWrite(Database))
        {
            file.SetLength(length);
        }

        Assert.Equal(before, await LookAsync(journal));
    }

    [Fact]
    public async Task Is_built_again_at_once_when_its_file_is_something_else()
    {
        using var disk = new MemoryDisk();
        await using var journal = await WithPassagesAsync(disk, 5);
        var before = await LookAsync(journal);
        await File.WriteAllBytesAsync(Database, RandomNumberGenerator.GetBytes(32 * 1024), TestContext.Current.CancellationToken);
        Assert.Equal(before, await LookAsync(journal));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task A_damaged_page_costs_neither_the_kiosk_nor_the_entries_to_come(int page)
    {
        using var disk = new MemoryDisk();
        await using var journal = await WithPassagesAsync(disk, 50);
        await LookAsync(journal);
        var bytes = await File.ReadAllBytesAsync(Database, TestContext.Current.CancellationToken);
        bytes.AsSpan(Math.Min(page * 8192, bytes.Length - 8192), 8192).Fill(0xA5);
        await File.WriteAllBytesAsync(Database, bytes, TestContext.Current.CancellationToken);
        await journal.AppendAsync(Drafts.Granted("later"));
        await SeeAsync(journal, 51);
    }

    [Fact]
    public async Task Holds_no_personal_value_and_loses_what_was_removed_from_the_journal()
    {
        using var disk = new MemoryDisk();
        await using var journal = await WithPassagesAsync(disk, 5);
        await journal.AppendAsync(Drafts.Granted("named", "Secret Name"));
        var before = await LookAsync(journal);
        foreach (var file in Directory.EnumerateFiles(_folder.Path))
        {
            Assert.True((await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)).AsSpan().IndexOf("Secret"u8) < 0, file);
        }

        var removed = new RecordsRemoved(journal.Head.Epoch, 6, RecordHash.None.ToString(), DateTimeOffset.UnixEpoch, 365, "p1");
        await journal.AppendAsync(JournalDraft.Of(RecordKind.Removed, removed, ContractJson.Default.RecordsRemoved));
        var after = await LookAsync(journal);
        Assert.True(after.Count is > 0 and < 6, $"{after.Count}");
        Assert.Equal(before.Take(after.Count), after);
    }

    [Fact]
    public async Task Is_built_again_when_it_knows_more_than_the_journal()
    {
        using var disk = new MemoryDisk();
        await using (var journal = await WithPassagesAsync(disk, 5))
        {
            await LookAsync(journal);
        }

        using var shorter = Tampering.Cut(disk, Tampering.OffsetOfRecord(disk, 4));
        await using var again = Journals.Open(shorter);
        var entries = await LookAsync(again);
        Assert.Equal([PassageOutcome.Passed], entries.Select(e => e.Outcome));
    }

    [Fact]
    public async Task A_damaged_record_in_an_old_segment_is_passed_over()
    {
        using var disk = new MemoryDisk();
        await using (var journal = await WithPassagesAsync(disk, 20, Journals.SmallSegments))
        {
            Assert.Equal(41, journal.Head.Sequence);
        }

        var first = new JournalReader(disk).Segments()[0].ToString();
        using var damaged = Tampering.Flip(disk, Tampering.OffsetOfRecord(disk, 2, first) + 50, file: first);
        await using var again = Journals.Open(damaged);
        Assert.Equal(19, (await LookAsync(again)).Count);
    }

    [Fact]
    public async Task Keeps_the_entries_of_the_epoch_before_and_how_they_ended_in_this_one()
    {
        using var disk = new MemoryDisk();
        JournalEntry open;
        await using (var journal = await WithPassagesAsync(disk, 5))
        {
            open = await journal.AppendAsync(Drafts.Granted("open"));
            await journal.AppendAsync(Drafts.Fault(1));
            await journal.AppendAsync(Drafts.Fault(2));
            await LookAsync(journal);
        }

        using var damaged = Tampering.Flip(disk, Tampering.OffsetOfRecord(disk, open.Sequence + 1) + 50);
        await using var again = Journals.Open(damaged);
        await again.AppendAsync(Drafts.Closed("open", open.Sequence, open.Epoch, PassageOutcome.Unknown));
        await again.AppendAsync(Drafts.Granted("new"));

        var entries = await LookAsync(again);
        Assert.Equal([null, PassageOutcome.Unknown, PassageOutcome.Passed], entries.Take(3).Select(e => e.Outcome));
        Assert.Equal(7, entries.Count);
        File.Delete(Database);
        Assert.Equal(entries, await LookAsync(again));
    }

    [Fact]
    public async Task A_file_that_can_be_neither_read_nor_removed_ends_nothing()
    {
        using var disk = new MemoryDisk();
        await using var journal = await WithPassagesAsync(disk, 1);
        Directory.CreateDirectory(Path.Combine(Database, "in the way"));
        Assert.Empty(await LookAsync(journal));

        Directory.Delete(Database, recursive: true);
        Assert.Single(await LookAsync(journal));
    }

    [Fact]
    public async Task A_view_that_was_not_started_shows_nothing()
    {
        using var disk = new MemoryDisk();
        await using var journal = await WithPassagesAsync(disk, 1);
        using var view = new EntryView(new FolderViewFiles(Database), journal, NullLogger<EntryView>.Instance);
        Assert.Empty(view.Newest(10));
    }

    private static async Task<SegmentJournal> WithPassagesAsync(MemoryDisk disk, int count, JournalOptions? options = null)
    {
        var journal = Journals.Open(disk, options);
        var tasks = new List<Task>();
        for (var i = 0; i < count; i++)
        {
            tasks.Add(journal.AppendAsync(Drafts.Granted($"p{i}")));
            tasks.Add(journal.AppendAsync(Drafts.Closed($"p{i}", (2 * i) + 2)));
        }

        await Task.WhenAll(tasks);
        return journal;
    }

    /// <summary>What a view shows that was opened just now and has caught up: it does so before it first waits.</summary>
    private async Task<IReadOnlyList<ViewEntry>> LookAsync(SegmentJournal journal, int count = 100_000)
    {
        using var stop = new CancellationTokenSource();
        using var view = new EntryView(new FolderViewFiles(Database), journal, NullLogger<EntryView>.Instance);
        var run = view.RunAsync(stop.Token);
        await stop.CancelAsync();
        await run;
        return view.Newest(count);
    }

    /// <summary>Looks again and again until a running view shows so many entries; damage may show only when it is looked at.</summary>
    private async Task SeeAsync(SegmentJournal journal, int count)
    {
        using var stop = new CancellationTokenSource();
        using var view = new EntryView(new FolderViewFiles(Database), journal, NullLogger<EntryView>.Instance);
        var run = view.RunAsync(stop.Token);
        await SeeAsync(view, count);
        await stop.CancelAsync();
        await run;
    }

    private static Task SeeAsync(EntryView view, int count) => Eventually.HoldsAsync(() => view.Newest(1000).Count == count);
}
