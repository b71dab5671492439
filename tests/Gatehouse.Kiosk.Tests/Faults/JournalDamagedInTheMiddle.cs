using Gatehouse.Contract;
using Gatehouse.Kiosk.Journal;
using Gatehouse.Kiosk.Tests.Journal;

namespace Gatehouse.Kiosk.Tests.Faults;

public sealed class JournalDamagedInTheMiddle
{
    [Fact]
    public async Task A_new_epoch_says_what_the_last_sound_record_was_and_the_damaged_file_is_kept_as_it_is()
    {
        var (disk, entries) = await WrittenAsync();
        using var whole = disk;
        using var damaged = Tampering.Flip(disk, Tampering.OffsetOfRecord(disk, 5) + 10);
        var (name, before) = Assert.Single(damaged.Files);

        await using (var journal = Journals.Open(damaged))
        {
            Assert.NotEqual(entries[0].Epoch, journal.Head.Epoch);
            Assert.True(string.CompareOrdinal(journal.Head.Epoch, entries[0].Epoch) > 0);
            await journal.AppendAsync(Drafts.Fault(1));
        }

        Assert.Equal(before, damaged.Files[name]);
        var began = Journals.Records(damaged).Single(r => r.Kind == RecordKind.Epoch && r.Epoch != entries[0].Epoch);
        Assert.Equal(1, began.Sequence);
        Assert.Equal("damaged", began.Body.GetProperty("reason").GetString());
        Assert.Equal(entries[0].Epoch, began.Body.GetProperty("previousEpoch").GetString());
        // What stands behind the damage was acknowledged as well.
        Assert.Equal(entries[^1].Sequence, began.Body.GetProperty("previousSequence").GetInt64());
        Assert.Equal(entries[^1].Hash.ToString(), began.Body.GetProperty("previousHash").GetString());
        Assert.Single(JournalVerifier.Verify(damaged).Problems);
    }

    [Fact]
    public async Task The_new_epoch_goes_on_at_the_next_start()
    {
        var (disk, _) = await WrittenAsync();
        using var whole = disk;
        using var damaged = Tampering.Flip(disk, Tampering.OffsetOfRecord(disk, 5) + 10);
        JournalEntry entry;
        await using (var journal = Journals.Open(damaged))
        {
            Assert.Contains("damaged after record 4, so that epoch ", journal.Damage, StringComparison.Ordinal);
            entry = await journal.AppendAsync(Drafts.Fault(1));
        }

        await using var again = Journals.Open(damaged);
        Assert.Null(again.Damage);
        Assert.Equal(entry, again.Head);
        Assert.Equal(2, again.Reader.Epochs().Count);
    }

    [Fact]
    public async Task Nothing_sound_behind_the_damage_leaves_the_record_before_it()
    {
        var (disk, entries) = await WrittenAsync();
        using var whole = disk;
        using var damaged = Tampering.Flip(disk, Tampering.OffsetOfRecord(disk, entries[^1].Sequence) + 10);
        await using (Journals.Open(damaged))
        {
        }

        var began = Journals.Records(damaged).Single(r => r.Kind == RecordKind.Epoch && r.Epoch != entries[0].Epoch);
        Assert.Equal(entries[^2].Sequence, began.Body.GetProperty("previousSequence").GetInt64());
    }

    [Theory]
    [MemberData(nameof(Tampering.Shifts), MemberType = typeof(Tampering))]
    public async Task A_line_too_many_or_too_few_shifts_no_number_behind_it(string shift)
    {
        var (disk, entries) = await WrittenAsync();
        using var whole = disk;
        using var damaged = Tampering.Shift(disk, 5, shift);
        var reader = new JournalReader(damaged);
        // One with the next, the next is gone as well.
        var last = shift == "merged" ? 6 : 5;
        foreach (var entry in entries.Where(e => e.Sequence > last))
        {
            var line = Assert.Single(reader.Read(entry.Epoch, entry.Sequence, entry.Sequence).Select(r => r.Line.ToArray()));
            Assert.Equal(entry.Hash, JournalLine.ReadRecord(line).Hash);
        }

        Assert.All(JournalVerifier.Verify(damaged).Problems, problem => Assert.Matches("record [56]:", problem));
        await using var journal = Journals.Open(damaged);
        var began = Journals.Records(damaged).Single(r => r.Kind == RecordKind.Epoch && r.Epoch != entries[0].Epoch);
        Assert.Equal(entries[^1].Sequence, began.Body.GetProperty("previousSequence").GetInt64());
    }

    [Fact]
    public async Task The_verifier_names_the_damaged_record_and_counts_the_sound_ones()
    {
        var (disk, entries) = await WrittenAsync();
        using var whole = disk;
        using var damaged = Tampering.Flip(disk, Tampering.OffsetOfRecord(disk, 5) + 10);
        var report = JournalVerifier.Verify(damaged);
        Assert.Equal($"Epoch {entries[0].Epoch}, record 5: The line's hash is not that of its bytes: it was changed or damaged.", Assert.Single(report.Problems));
        Assert.Equal(entries.Count, report.Records);
    }

    [Fact]
    public async Task Numbers_lost_between_two_segments_are_not_given_out_again()
    {
        using var disk = new MemoryDisk();
        List<JournalEntry> entries;
        await using (var journal = Journals.Open(disk, Journals.SmallSegments))
        {
            entries = await journal.AppendFaultsAsync(20);
        }

        // The last segment is torn from its beginning and the one before has lost its last record.
        var segments = new JournalReader(disk).Segments();
        using var first = Tampering.With(disk, segments[^1].ToString(), bytes => bytes.AsSpan().Clear());
        using var both = Tampering.Flip(first, first.Files[segments[^2].ToString()].Length - 10, file: segments[^2].ToString());

        await using var again = Journals.Open(both);
        Assert.NotEqual(entries[0].Epoch, again.Head.Epoch);
    }

    [Fact]
    public async Task A_line_that_is_whole_but_no_record_does_not_stop_the_kiosk_from_starting()
    {
        var (disk, entries) = await WrittenAsync();
        using var whole = disk;
        using var damaged = Tampering.Replace(disk, null, bytes => [.. bytes, .. Forged("{}"), .. Forged("not json")]);
        await using var journal = Journals.Open(damaged);
        Assert.NotEqual(entries[0].Epoch, journal.Head.Epoch);
        Assert.Equal(2, (await journal.AppendAsync(Drafts.Fault(1))).Sequence);
    }

    private static byte[] Forged(string json)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(json);
        return [.. bytes, (byte)'\t', .. System.Text.Encoding.ASCII.GetBytes(RecordHash.Of(bytes).ToString()), (byte)'\n'];
    }

    private static async Task<(MemoryDisk Disk, List<JournalEntry> Entries)> WrittenAsync()
    {
        var disk = new MemoryDisk();
        await using var journal = Journals.Open(disk);
        return (disk, await journal.AppendFaultsAsync(8));
    }
}
