using Gatehouse.Contract;

namespace Gatehouse.Kiosk.Journal;

/// <summary>One record's lines as they stand in the journal.</summary>
/// <param name="Sequence">The number that it says, or where it is damaged the one after the line before it.</param>
/// <param name="Line">The record's line, without line feed; valid until the next record is read.</param>
/// <param name="Personal">The personal line before it; empty when there is none.</param>
public readonly record struct RecordLines(long Sequence, ReadOnlyMemory<byte> Line, ReadOnlyMemory<byte> Personal);

/// <summary>
/// Reads the records of a journal in their order, beside its writer if need be. It goes on where it stopped, so that
/// whoever follows the journal keeps one of its own; it serves one caller at a time.
/// </summary>
public sealed class JournalReader(JournalDisk disk)
{
    private readonly SegmentPlace _place = new();

    /// <summary>The journal's segments in order.</summary>
    public IReadOnlyList<SegmentName> Segments()
    {
        var segments = new List<SegmentName>();
        foreach (var name in disk.List())
        {
            if (SegmentName.TryParse(name, out var segment))
            {
                segments.Add(segment);
            }
        }

        segments.Sort();
        return segments;
    }

    /// <summary>The journal's epochs in order.</summary>
    public IReadOnlyList<string> Epochs() => [.. Segments().Select(s => s.Epoch).Distinct()];

    /// <summary>
    /// The lines of an epoch's records from one number to another, both included. Lines are delivered as they are, those
    /// that are damaged among them: a whole line has the number that it says, any other the one after the line before it,
    /// so that a line too many or too few shifts none of those behind it. A segment ends where the next begins: what an older one holds beyond was never acknowledged.
    /// </summary>
    public IEnumerable<RecordLines> Read(string epoch, long from, long to = long.MaxValue)
    {
        var segments = Segments().Where(s => s.Epoch == epoch).ToList();
        for (var i = 0; i < segments.Count; i++)
        {
            var next = i + 1 < segments.Count ? segments[i + 1].First : long.MaxValue;
            if (next <= from)
            {
                continue;
            }

            if (segments[i].First > to)
            {
                yield break;
            }

            foreach (var record in ReadSegment(segments[i], from, Math.Min(to, next - 1)))
            {
                yield return record;
            }
        }
    }

    private IEnumerable<RecordLines> ReadSegment(SegmentName segment, long from, long to)
    {
        using var stream = disk.OpenRead(segment.ToString());
        var (next, offset) = _place.Find(segment, from, stream);
        using var lines = new SegmentLines(stream, offset);
        var personal = ReadOnlyMemory<byte>.Empty;
        var damaged = new List<RecordLines>();
        while (next <= to && lines.TryRead(out var line))
        {
            if (JournalLine.IsPersonal(line.Span))
            {
                personal = line.ToArray();
                continue;
            }

            if (!JournalLine.IsWhole(line.Span) || JournalLine.NumberIn(segment.Epoch, line.Span) is not { } number)
            {
                // Which it was shows by the next whole one.
                damaged.Add(new RecordLines(next + damaged.Count, line.ToArray(), personal));
                personal = default;
                continue;
            }

            foreach (var before in Numbered(damaged, next, number).Where(before => before.Sequence >= from && before.Sequence <= to))
            {
                yield return before;
            }

            damaged.Clear();
            if (number >= from && number <= to)
            {
                yield return new RecordLines(number, line, personal);
            }

            personal = default;
            next = number + 1;
            _place.Passed(segment, next, lines.NextOffset, line.Span);
        }

        foreach (var last in damaged.Where(last => last.Sequence >= from && last.Sequence <= to))
        {
            yield return last;
        }
    }

    /// <summary>
    /// The damaged lines before a whole one, with the numbers that are missing there. What is more than those are pieces of
    /// one record, or nobody's: they bear the last of these numbers, or the one before.
    /// </summary>
    private static IEnumerable<RecordLines> Numbered(List<RecordLines> damaged, long next, long whole) =>
        damaged.Select(line => line with { Sequence = Math.Min(line.Sequence, Math.Max(next, whole) - 1) });
}
