using Gatehouse.Contract;
using Gatehouse.Kiosk.Journal;
using Gatehouse.Kiosk.Tests.Journal;

namespace Gatehouse.Kiosk.Tests.Faults;

/// <summary>What ends with its line feed was written whole: when it is not whole any more, it was damaged and not torn.</summary>
public sealed class JournalDamagedAtItsEnd
{
    [Fact]
    public async Task No_bit_of_the_last_record_changes_without_a_new_epoch_that_says_so()
    {
        using var disk = new MemoryDisk();
        List<JournalEntry> entries;
        await using (var journal = Journals.Open(disk))
        {
            entries = await journal.AppendFaultsAsync(3);
        }

        var (name, content) = Assert.Single(disk.Files);
        for (var at = Tampering.OffsetOfRecord(disk, entries[^1].Sequence); at < content.Length; at++)
        {
            using var damaged = Tampering.Flip(disk, at, (byte)(1 << (at % 8)));
            var before = damaged.Files[name];
            await using var again = Journals.Open(damaged);
            Assert.True(again.Head.Epoch != entries[0].Epoch, $"byte {at} of {content.Length}");
            Assert.Equal(before, damaged.Files[name]);
            var began = Journals.Records(damaged).Single(r => r.Kind == RecordKind.Epoch && r.Epoch == again.Head.Epoch);
            Assert.Equal("damaged", began.Body.GetProperty("reason").GetString());
            Assert.Equal(entries[1].Sequence, began.Body.GetProperty("previousSequence").GetInt64());
            Assert.False(JournalVerifier.Verify(damaged).Whole);
        }
    }

    [Fact]
    public async Task A_last_segment_without_one_whole_line_is_kept_and_its_numbers_are_not_given_out_again()
    {
        using var disk = new MemoryDisk();
        List<JournalEntry> entries;
        await using (var journal = Journals.Open(disk, Journals.SmallSegments))
        {
            entries = await journal.AppendFaultsAsync(20);
        }

        var name = new JournalReader(disk).Segments()[^1].ToString();
        var lines = Tampering.Lines(disk, name);
        using var damaged = Tampering.With(disk, name, bytes =>
        {
            foreach (var (offset, _, _) in lines)
            {
                bytes[offset] ^= 1;
            }
        });
        var before = damaged.Files[name];

        await using var again = Journals.Open(damaged);
        Assert.NotEqual(entries[0].Epoch, again.Head.Epoch);
        Assert.Equal(before, damaged.Files[name]);
    }

    [Fact]
    public async Task A_journal_of_nothing_but_damaged_lines_is_kept()
    {
        using var disk = new MemoryDisk();
        await using (Journals.Open(disk))
        {
        }

        using var damaged = Tampering.Flip(disk, 10);
        var (name, before) = Assert.Single(damaged.Files);
        await using var again = Journals.Open(damaged);
        Assert.Equal(before, damaged.Files[name]);
        Assert.Equal("damaged", Journals.Records(damaged)[^1].Body.GetProperty("reason").GetString());
    }
}
