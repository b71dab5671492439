using Gatehouse.Contract;
using Gatehouse.Kiosk.Journal;

namespace Gatehouse.Kiosk.Tests.Journal;

/// <summary>Changes a journal behind its back. Offsets are within its only segment unless a file is named.</summary>
internal static class Tampering
{
    public static MemoryDisk Flip(MemoryDisk disk, int offset, byte mask = 1, string? file = null) =>
        With(disk, file, bytes => bytes[offset] ^= mask);

    public static MemoryDisk Cut(MemoryDisk disk, int length, string? file = null) => Replace(disk, file, bytes => bytes[..length]);

    public static MemoryDisk With(MemoryDisk disk, string? file, Action<byte[]> change) =>
        Replace(disk, file, bytes =>
        {
            change(bytes);
            return bytes;
        });

    public static MemoryDisk Replace(MemoryDisk disk, string? file, Func<byte[], byte[]> change)
    {
        var files = disk.Files.ToDictionary(f => f.Key, f => f.Value);
        var name = file ?? Assert.Single(files.Keys);
        files[name] = change(files[name]);
        return MemoryDisk.Of(files);
    }

    public static MemoryDisk Without(MemoryDisk disk, Func<string, bool> file) =>
        MemoryDisk.Of(disk.Files.Where(f => !file(f.Key)).ToDictionary(f => f.Key, f => f.Value));

    /// <summary>What can become of a line that makes those behind it stand at other places.</summary>
    public static TheoryData<string> Shifts => ["lost", "merged", "split"];

    /// <summary>A record's line is gone, is one with the next, or has become two.</summary>
    public static MemoryDisk Shift(MemoryDisk disk, long sequence, string shift)
    {
        var begin = OffsetOfRecord(disk, sequence);
        var end = Lines(disk).Single(l => l.Record?.Sequence == sequence) is var line ? begin + line.Line.Length : 0;
        return shift switch
        {
            "lost" => Replace(disk, null, bytes => [.. bytes[..begin], .. bytes[(end + 1)..]]),
            "merged" => With(disk, null, bytes => bytes[end] ^= 1),
            _ => With(disk, null, bytes => bytes[(begin + end) / 2] = (byte)'\n'),
        };
    }

    /// <summary>Where a record's own line begins.</summary>
    public static int OffsetOfRecord(MemoryDisk disk, long sequence, string? file = null) =>
        (int)Lines(disk, file).First(l => l.Record?.Sequence == sequence).Offset;

    /// <summary>Where the personal line of a record begins.</summary>
    public static int OffsetOfPersonal(MemoryDisk disk, long sequence)
    {
        var lines = Lines(disk);
        return (int)lines[lines.ToList().FindIndex(l => l.Record?.Sequence == sequence) - 1].Offset;
    }

    /// <summary>Each line of a segment with where it begins, and its record when it is one.</summary>
    public static IReadOnlyList<(long Offset, byte[] Line, JournalRecord? Record)> Lines(MemoryDisk disk, string? file = null)
    {
        var found = new List<(long Offset, byte[] Line, JournalRecord? Record)>();
        using var lines = new SegmentLines(disk.OpenRead(file ?? Assert.Single(disk.List())));
        while (lines.TryRead(out var line))
        {
            var isRecord = JournalLine.IsWhole(line.Span) && !JournalLine.IsPersonal(line.Span);
            var record = isRecord ? JournalLine.ReadRecord(line) : null;
            found.Add((lines.Offset, line.ToArray(), record));
        }

        return found;
    }
}
