using Gatehouse.Contract;

namespace Gatehouse.Kiosk.Journal;

/// <summary>Where a journal ended when it was opened.</summary>
public sealed record JournalTail
{
    /// <summary>How many of the last records are searched for passages left open, of which a lane seldom has more than two.</summary>
    private const int RecordsSearched = 256;

    /// <summary>The segment to go on with.</summary>
    public required SegmentName Segment { get; init; }

    /// <summary>The last known record's number; 0 when none is known.</summary>
    public required long Sequence { get; init; }

    /// <summary>The kiosk that wrote that record; no name when none is known.</summary>
    public KioskId Kiosk { get; init; }

    /// <summary>The last known record's hash.</summary>
    public required RecordHash Hash { get; init; }

    /// <summary>The last sound record of the epoch: that one, or one that stands behind the damage.</summary>
    public required JournalEntry Last { get; init; }

    /// <summary>The segment's length up to and with that record, in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>
    /// True when the segment holds a line that is finished but not whole, its last record is not the one it should be, or
    /// a later segment begins beyond it: the epoch cannot go on. What a torn append leaves has no line feed at its end.
    /// </summary>
    public required bool Damaged { get; init; }

    /// <summary>Passages granted and not closed among the last records.</summary>
    public required IReadOnlyList<OpenPassage> Open { get; init; }

    /// <summary>Finds the end of a journal; null when it holds no record. Segments without one are passed over.</summary>
    public static JournalTail? Find(JournalDisk disk)
    {
        var segments = new JournalReader(disk).Segments();
        for (var i = segments.Count - 1; i >= 0; i--)
        {
            var tail = Scan(disk, segments[i]);
            if (tail.Sequence < segments[i].First && !tail.Damaged)
            {
                continue;
            }

            // A later segment says that all numbers before it were acknowledged.
            tail.Damaged |= i + 1 < segments.Count
                && segments[i + 1].Epoch == segments[i].Epoch && segments[i + 1].First > tail.Sequence + 1;
            return tail.Result(Before(disk, segments, i, RecordsSearched - tail.Recent.Count));
        }

        return null;
    }

    /// <summary>The last records before a segment, those of the epochs before among them.</summary>
    private static List<byte[]> Before(JournalDisk disk, IReadOnlyList<SegmentName> segments, int segment, int count)
    {
        var reader = new JournalReader(disk);
        var found = new List<byte[]>();
        for (var i = segment - 1; i >= 0 && found.Count < count; i--)
        {
            var to = segments[i + 1].Epoch == segments[i].Epoch ? segments[i + 1].First - 1 : long.MaxValue;
            found.InsertRange(0, reader.Read(segments[i].Epoch, segments[i].First, to).Select(r => r.Line.ToArray()).TakeLast(count));
        }

        return found;
    }

    private static Scanned Scan(JournalDisk disk, SegmentName segment)
    {
        using var lines = new SegmentLines(disk.OpenRead(segment.ToString()));
        var scanned = new Scanned(segment);
        while (lines.TryRead(out var line))
        {
            if (!JournalLine.IsWhole(line.Span))
            {
                scanned.Damaged = true;
            }
            else if (!JournalLine.IsPersonal(line.Span))
            {
                scanned.Take(line.ToArray(), lines.NextOffset);
            }
        }

        scanned.Damaged |= LostItsLineFeed(lines.Rest);
        return scanned;
    }

    /// <summary>A whole line with another byte where its line feed was; a torn append leaves nothing there, or zero.</summary>
    private static bool LostItsLineFeed(ReadOnlySpan<byte> rest) =>
        !rest.IsEmpty && rest[^1] != 0 && JournalLine.IsWhole(rest[..^1]);

    private sealed class Scanned(SegmentName segment)
    {
        private long _length;
        private byte[]? _last;
        private byte[]? _beyond;

        public long Sequence { get; private set; } = segment.First - 1;

        public bool Damaged { get; set; }

        public Queue<byte[]> Recent { get; } = new();

        public void Take(byte[] line, long end)
        {
            Recent.Enqueue(line);
            if (Recent.Count > RecordsSearched)
            {
                Recent.Dequeue();
            }

            if (Damaged)
            {
                _beyond = line;
                return;
            }

            Sequence++;
            _length = end;
            _last = line;
        }

        public JournalTail Result(List<byte[]> before)
        {
            var last = Read(_last ?? (before.Count > 0 ? before[^1] : null));
            var known = last?.Epoch == segment.Epoch ? last : null;
            return new JournalTail
            {
                Segment = segment,
                Sequence = known?.Sequence ?? 0,
                Kiosk = known?.Kiosk ?? default,
                Hash = known?.Hash ?? RecordHash.None,
                Last = Read(_beyond) is { } beyond && beyond.Epoch == segment.Epoch && beyond.Sequence > (known?.Sequence ?? 0)
                    ? new JournalEntry(segment.Epoch, beyond.Sequence, beyond.Hash)
                    : new JournalEntry(segment.Epoch, known?.Sequence ?? 0, known?.Hash ?? RecordHash.None),
                Length = _length,
                Damaged = Damaged || known is null || known.Sequence != Sequence,
                Open = OpenPassage.In(before.Concat(Recent)),
            };
        }

        private static JournalRecord? Read(byte[]? line)
        {
            try
            {
                return line is null ? null : JournalLine.ReadRecord(line);
            }
            catch (JournalLineException)
            {
                return null;
            }
        }
    }
}
