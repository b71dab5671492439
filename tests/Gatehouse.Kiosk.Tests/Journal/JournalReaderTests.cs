using System.Text;
using Gatehouse.Contract;
using Gatehouse.Kiosk.Journal;
using Gatehouse.Kiosk.Tests.Sync;
using Gatehouse.Kiosk.View;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatehouse.Kiosk.Tests.Journal;

/// <summary>A reader that is kept goes on where it stopped.</summary>
public sealed class JournalReaderTests : IDisposable
{
    private const int Records = 300;
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Following_record_by_record_reads_the_journal_about_once()
    {
        using var memory = new MemoryDisk();
        using var disk = new ReadingDisk(memory);
        await using var journal = Journals.Open(disk);
        var reader = journal.Reader;
        for (var i = 0; i < Records; i++)
        {
            var entry = await journal.AppendAsync(Drafts.Fault(i));
            Assert.Equal(entry.Hash, JournalLine.ReadRecord(Assert.Single(reader.Read(entry.Epoch, entry.Sequence, entry.Sequence)).Line).Hash);
        }

        AssertReadAtMost(2, disk, memory);
    }

    [Fact]
    public async Task Forwarding_record_by_record_reads_the_journal_about_once()
    {
        using var memory = new MemoryDisk();
        using var disk = new ReadingDisk(memory);
        await using var journal = Journals.Open(disk);
        using var host = new FakeHost();
        await using var forwarding = new Forwarding(journal, host);
        for (var i = 0; i < Records; i++)
        {
            var entry = await journal.AppendAsync(Drafts.Granted($"p{i}", "Ann"));
            await host.WhenHoldsAsync(entry.Epoch, entry.Sequence);
        }

        AssertReadAtMost(2, disk, memory);
    }

    [Fact]
    public async Task The_view_reads_the_journal_about_once()
    {
        using var memory = new MemoryDisk();
        using var disk = new ReadingDisk(memory);
        await using var journal = Journals.Open(disk);
        using var stop = new CancellationTokenSource();
        using var view = new EntryView(new FolderViewFiles(_folder.File("view.db")), journal, NullLogger<EntryView>.Instance);
        var run = view.RunAsync(stop.Token);
        for (var i = 1; i <= Records; i++)
        {
            await journal.AppendAsync(Drafts.Granted($"p{i}"));
            await Eventually.HoldsAsync(() => view.Newest(Records).Count == i);
        }

        await stop.CancelAsync();
        await run;
        AssertReadAtMost(2, disk, memory);
    }

    [Fact]
    public async Task Goes_on_over_the_ends_of_segments()
    {
        using var disk = new MemoryDisk();
        await using var journal = Journals.Open(disk, Journals.SmallSegments);
        var reader = journal.Reader;
        long from = 1;
        foreach (var size in new[] { 1, 7, 2, 30, 1, 1 })
        {
            var last = (await journal.AppendFaultsAsync(size))[^1];
            Assert.Equal(Lines(journal.Reader, last.Epoch, from), Lines(reader, last.Epoch, from));
            from = last.Sequence + 1;
        }
    }

    [Fact]
    public async Task Goes_back_to_what_it_passed()
    {
        using var disk = new MemoryDisk();
        await using var journal = Journals.Open(disk, Journals.SmallSegments);
        var last = (await journal.AppendFaultsAsync(20))[^1];
        var reader = journal.Reader;
        foreach (var from in new long[] { 1, 20, 3, 12, 11, 21, 1 })
        {
            Assert.Equal(Lines(journal.Reader, last.Epoch, from), Lines(reader, last.Epoch, from));
        }
    }

    [Fact]
    public async Task Stopping_in_the_middle_leaves_nothing_out()
    {
        using var disk = new MemoryDisk();
        await using var journal = Journals.Open(disk);
        var last = (await journal.AppendFaultsAsync(9))[^1];
        var reader = journal.Reader;
        for (long from = 1; from <= last.Sequence; from++)
        {
            Assert.Equal(Lines(journal.Reader, last.Epoch, from)[0], Encoding.UTF8.GetString(reader.Read(last.Epoch, from).First().Line.Span));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_segment_that_was_cut_is_read_anew_also_when_it_grew_again(bool grown)
    {
        using var one = await WrittenAsync("a", 8);
        using var other = await WrittenAsync(grown ? "b" : "a", grown ? 12 : 8);
        var name = new JournalReader(one).Segments()[0];
        using var disk = new MemoryDisk();
        var reader = new JournalReader(disk);
        Put(disk, name, one.Files[name.ToString()]);
        Assert.Equal(9, Lines(reader, name.Epoch, 1).Count);

        // Cut behind the second record; what grows there has the same numbers.
        disk.Delete(name.ToString());
        var kept = other.Files[name.ToString()];
        Put(disk, name, grown ? kept : kept[..Tampering.OffsetOfRecord(other, 3)]);

        Assert.Equal(Lines(new JournalReader(disk), name.Epoch, 10), Lines(reader, name.Epoch, 10));
        Assert.Equal(grown ? 4 : 0, Lines(reader, name.Epoch, 10).Count);
        Assert.Equal(Lines(new JournalReader(disk), name.Epoch, 1), Lines(reader, name.Epoch, 1));
    }

    private static void Put(MemoryDisk disk, SegmentName name, byte[] content)
    {
        using var file = disk.OpenAppend(name.ToString());
        file.Append(content);
    }

    /// <summary>A segment of the same name each time, with other records in it.</summary>
    private static async Task<MemoryDisk> WrittenAsync(string what, int count)
    {
        using var disk = new MemoryDisk();
        await using (var journal = Journals.Open(disk))
        {
            for (var i = 0; i < count; i++)
            {
                await journal.AppendAsync(Drafts.Granted($"passage {what.PadLeft(what == "a" ? 20 : 3)} {i}"));
            }
        }

        return MemoryDisk.Of(new Dictionary<string, byte[]> { ["0001-00000000.000000000001.log"] = disk.Files.Values.Single() });
    }

    private static List<string> Lines(JournalReader reader, string epoch, long from) =>
        [.. reader.Read(epoch, from).Select(r => Encoding.UTF8.GetString(r.Line.Span))];

    private static void AssertReadAtMost(int times, ReadingDisk disk, MemoryDisk memory)
    {
        var length = memory.Files.Values.Sum(f => (long)f.Length);
        Assert.InRange(disk.Read, length, times * length);
    }
}
