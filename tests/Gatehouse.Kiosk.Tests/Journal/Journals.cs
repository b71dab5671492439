using Gatehouse.Contract;
using Gatehouse.Kiosk.Journal;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Kiosk.Tests.Journal;

/// <summary>Opens journals as the kiosk does, and looks at what they hold.</summary>
internal static class Journals
{
    public static JournalOptions Options { get; } = new() { Kiosk = KioskId.Parse("gate-1") };

    /// <summary>Segments so small that every few records begin a new one.</summary>
    public static JournalOptions SmallSegments { get; } = Options with { SegmentBytes = 1500 };

    public static SegmentJournal Open(JournalDisk disk, JournalOptions? options = null, TimeProvider? time = null, bool isKept = false)
    {
        var clock = time ?? new FakeTimeProvider();
        return SegmentJournal.Open(
            disk, options ?? Options, new RecordStamp(clock, new ClockWatch(clock) { IsKept = isKept }, new BootIdentity(Guid.Empty)));
    }

    public static Task<JournalEntry> AppendAsync(this SegmentJournal journal, JournalDraft draft) =>
        journal.AppendAsync(draft, TestContext.Current.CancellationToken);

    public static async Task<List<JournalEntry>> AppendFaultsAsync(this SegmentJournal journal, int count)
    {
        var entries = new List<JournalEntry>();
        for (var i = 0; i < count; i++)
        {
            entries.Add(await journal.AppendAsync(Drafts.Fault(i)));
        }

        return entries;
    }

    /// <summary>Every record that the journal delivers, as entries.</summary>
    public static List<JournalEntry> Entries(JournalDisk disk) =>
        [.. Records(disk).Select(r => new JournalEntry(r.Epoch, r.Sequence, r.Hash))];

    public static List<JournalRecord> Records(JournalDisk disk)
    {
        var reader = new JournalReader(disk);
        return
        [
            .. from epoch in reader.Epochs()
               from lines in reader.Read(epoch, 1)
               where JournalLine.IsWhole(lines.Line.Span)
               select JournalLine.ReadRecord(lines.Line),
        ];
    }

    public static void AssertWhole(JournalDisk disk)
    {
        var report = JournalVerifier.Verify(disk);
        Assert.Empty(report.Problems);
        Assert.True(report.Whole);
        Assert.Equal(Entries(disk).Count, report.Records);
    }

    /// <summary>Each of these entries stands in the journal once.</summary>
    public static void AssertHolds(JournalDisk disk, IEnumerable<JournalEntry> acknowledged)
    {
        var held = Entries(disk);
        foreach (var entry in acknowledged)
        {
            Assert.Single(held, h => h.Epoch == entry.Epoch && h.Sequence == entry.Sequence);
            Assert.Contains(entry, held);
        }
    }
}
