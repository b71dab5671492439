using Gatehouse.Contract;

namespace Gatehouse.Kiosk.Journal;

/// <summary>One record's lines as they stand in the journal.</summary>
/// <param name="Line">The record's line, without line feed; valid until the next record is read.</param>
/// <param name="Personal">The personal line before it; empty when there is none.</param>
public readonly record struct RecordLines(ReadOnlyMemory<byte> Line, ReadOnlyMemory<byte> Personal);

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
    /// The lines of an epoch's records from one number to another, both included. Lines are delivered as they are;
    /// their hashes are not checked here. A segment ends where the next begins: what an older one holds beyond was never acknowledged.
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
        var (sequence, offset) = _place.Find(segment, from, stream);
        using var lines = new SegmentLines(stream, offset);
        var personal = ReadOnlyMemory<byte>.Empty;
        while (sequence <= to && lines.TryRead(out var line))
        {
            if (JournalLine.IsPersonal(line.Span))
            {
                personal = sequence >= from ? line.ToArray() : default;
                continue;
            }

            if (sequence >= from)
            {
                yield return new RecordLines(line, personal);
            }

            personal = default;
            sequence++;
            _place.Passed(segment, sequence, lines.NextOffset, line.Span);
        }
    }
}
