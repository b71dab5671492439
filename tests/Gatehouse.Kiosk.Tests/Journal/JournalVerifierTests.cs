using CsCheck;
using Gatehouse.Contract;
using Gatehouse.Kiosk.Journal;

namespace Gatehouse.Kiosk.Tests.Journal;

public sealed class JournalVerifierTests
{
    [Fact]
    public async Task Finds_any_single_byte_changed_anywhere()
    {
        using var disk = await WrittenAsync();
        var files = disk.Files;
        string[] names = [.. files.Keys.Order(StringComparer.Ordinal)];
        var name = Gen.Int[0, names.Length - 1].Select(i => names[i]);
        Gen.Select(name, Gen.Int[0, int.MaxValue], Gen.Byte[1, 255]).Sample(
            (file, at, mask) =>
            {
                using var tampered = Tampering.Flip(disk, at % files[file].Length, mask, file);
                return !JournalVerifier.Verify(tampered).Whole;
            },
            iter: 1000);
    }

    [Fact]
    public async Task Finds_every_line_feed_changed()
    {
        using var disk = await WrittenAsync();
        foreach (var (name, content) in disk.Files)
        {
            foreach (var at in Enumerable.Range(0, content.Length).Where(i => content[i] == '\n'))
            {
                using var tampered = Tampering.Flip(disk, at, file: name);
                Assert.False(JournalVerifier.Verify(tampered).Whole, $"{name} at {at}");
            }
        }
    }

    [Fact]
    public async Task Finds_a_record_taken_out()
    {
        using var disk = await WrittenAsync();
        var name = new JournalReader(disk).Segments()[1].ToString();
        var lines = Tampering.Lines(disk, name);
        var gone = lines[^3];
        using var tampered = Tampering.Replace(
            disk, name, bytes => [.. bytes[..(int)gone.Offset], .. bytes[((int)gone.Offset + gone.Line.Length + 1)..]]);
        Assert.False(JournalVerifier.Verify(tampered).Whole);
    }

    [Fact]
    public async Task Finds_a_record_written_anew_with_a_sound_hash()
    {
        using var disk = await WrittenAsync();
        var name = new JournalReader(disk).Segments()[1].ToString();
        using var tampered = Tampering.Replace(disk, name, bytes => Forge(bytes, "noAnswer", "nobodyKno"));
        var problems = JournalVerifier.Verify(tampered).Problems;
        Assert.NotEmpty(problems);
        Assert.Contains("it does not follow the record before it", problems[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Finds_a_segment_taken_out_of_the_middle()
    {
        using var disk = await WrittenAsync();
        var gone = new JournalReader(disk).Segments()[2].ToString();
        using var tampered = Tampering.Without(disk, name => name == gone);
        Assert.Contains("records are missing", JournalVerifier.Verify(tampered).Problems[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Finds_an_epoch_taken_out()
    {
        using var disk = await OfThreeEpochsAsync();
        var epochs = new JournalReader(disk).Epochs();
        Assert.Equal(3, epochs.Count);
        var before = JournalVerifier.Verify(disk).Problems;
        using var tampered = Tampering.Without(disk, name => name.StartsWith(epochs[1], StringComparison.Ordinal));
        Assert.Contains(JournalVerifier.Verify(tampered).Problems, p => !before.Contains(p) && p.Contains(epochs[1], StringComparison.Ordinal));
    }

    [Fact]
    public async Task Finds_an_epoch_whose_end_is_not_what_the_next_one_names()
    {
        using var disk = await OfThreeEpochsAsync();
        var segments = new JournalReader(disk).Segments();
        var before = JournalVerifier.Verify(disk).Problems;
        var first = segments[0].ToString();
        var cut = Tampering.Lines(disk, first)[2].Offset;
        using var tampered = Tampering.Cut(disk, (int)cut, first);
        Assert.Contains(JournalVerifier.Verify(tampered).Problems, p => !before.Contains(p) && p.Contains(segments[0].Epoch, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Finds_that_the_first_segments_are_missing()
    {
        using var disk = await WrittenAsync();
        var segments = new JournalReader(disk).Segments();
        using var kept = Tampering.Without(disk, name => name == segments[0].ToString());
        var report = JournalVerifier.Verify(kept);
        Assert.Equal($"Epoch {segments[1].Epoch}: records 1 to {segments[1].First - 1} are missing.", Assert.Single(report.Problems));
        Assert.Equal(segments[1].First, Assert.Single(report.Epochs).First);
    }

    [Fact]
    public async Task Finds_a_personal_line_that_is_gone_without_a_record_of_its_erasure()
    {
        using var disk = await WrittenAsync();
        var name = new JournalReader(disk).Segments()[0].ToString();
        var personal = Tampering.Lines(disk, name).First(l => l.Record is null);
        using var erased = Tampering.Replace(
            disk, name, bytes => [.. bytes[..(int)personal.Offset], .. bytes[((int)personal.Offset + personal.Line.Length + 1)..]]);
        Assert.Contains("'name' of 1 record(s)", Assert.Single(JournalVerifier.Verify(erased).Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Finds_personal_values_written_anew_with_a_sound_hash()
    {
        using var disk = await WrittenAsync();
        var name = new JournalReader(disk).Segments()[0].ToString();
        using var tampered = Tampering.Replace(disk, name, bytes => Forge(bytes, "\"Ann\"", "\"Bob\""));
        Assert.Contains("not those it committed to", Assert.Single(JournalVerifier.Verify(tampered).Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reports_each_epoch_with_its_ends()
    {
        using var disk = await WrittenAsync();
        var records = Journals.Records(disk);
        var epoch = Assert.Single(JournalVerifier.Verify(disk).Epochs);
        Assert.Equal(new EpochReport(records[0].Epoch, 1, records.Count, records[^1].Hash.ToString()), epoch);
    }

    [Fact]
    public void A_folder_without_a_journal_is_not_whole()
    {
        using var disk = new MemoryDisk();
        Assert.Contains("holds no record", Assert.Single(JournalVerifier.Verify(disk).Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_journal_that_was_emptied_is_not_whole()
    {
        using var disk = new MemoryDisk();
        await using (var journal = Journals.Open(disk))
        {
            await journal.AppendFaultsAsync(3);
        }

        using var emptied = Tampering.Cut(disk, 0);
        Assert.Contains("holds no record", Assert.Single(JournalVerifier.Verify(emptied).Problems), StringComparison.Ordinal);
    }

    private static async Task<MemoryDisk> WrittenAsync()
    {
        var disk = new MemoryDisk();
        await using var journal = Journals.Open(disk, Journals.SmallSegments);
        for (var i = 0; i < 12; i++)
        {
            await journal.AppendAsync(i % 2 == 0 ? Drafts.Granted($"p{i}", "Ann") : Drafts.Fault(i));
        }

        await journal.AppendAsync(Drafts.Granted("last", "Ann"));
        return disk;
    }

    private static async Task<MemoryDisk> OfThreeEpochsAsync()
    {
        var disk = new MemoryDisk();
        for (var i = 0; i < 3; i++)
        {
            if (i > 0)
            {
                var last = new JournalReader(disk).Segments()[^1].ToString();
                var before = disk;
                disk = Tampering.Flip(before, Tampering.OffsetOfRecord(before, 4, last) + 10, file: last);
                before.Dispose();
            }

            await using var journal = Journals.Open(disk);
            await journal.AppendFaultsAsync(6);
        }

        return disk;
    }

    /// <summary>Replaces a text in the first line that has it, and gives the line a hash that fits.</summary>
    private static byte[] Forge(byte[] segment, string text, string other)
    {
        var lines = System.Text.Encoding.UTF8.GetString(segment).Split('\n');
        var at = Array.FindIndex(lines, line => line.Contains(text, StringComparison.Ordinal));
        var json = lines[at][..lines[at].LastIndexOf('\t')].Replace(text, other, StringComparison.Ordinal);
        lines[at] = json + "\t" + RecordHash.Of(System.Text.Encoding.UTF8.GetBytes(json));
        return System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines));
    }
}
