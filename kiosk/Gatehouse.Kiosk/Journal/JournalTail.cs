using Gatehouse.Contract;

namespace Gatehouse.Kiosk.Journal;

/// <summary>Where a journal ended when it was opened.</summary>
public sealed record JournalTail
{
    /// <summary>How many of the last records are searched for passages left open: a lane has two at a time at most.</summary>
    private const int RecordsSearched = 256;

    /// <summary>The segment to go on with.</summary>
    public required SegmentName Segment { get; init; }

    /// <summary>The last whole record's number; one less than the segment's first when it holds none.</summary>
    public required long Sequence { get; init; }

    /// <summary>The last whole record's hash.</summary>
    public required RecordHash Hash { get; init; }

    /// <summary>The segment's length up to and with that record, in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>True when the segment holds a damaged line with whole ones behind it, or its chain does not hold: the epoch cannot go on.</summary>
    public required bool Damaged { get; init; }

    /// <summary>Passages granted and not closed among the last records.</summary>
    public required IReadOnlyList<OpenPassage> Open { get; init; }

    /// <summary>Finds the end of a journal; null when it holds no record. Segments without one are passed over.</summary>
    public static JournalTail? Find(JournalDisk disk)
    {
        var reader = new JournalReader(disk);
        var segments = reader.Segments();
        for (var i = segments.Count - 1; i >= 0; i--)
        {
            var tail = Scan(disk, segments[i]);
            if (tail.Sequence >= segments[i].First || tail.Damaged)
            {
                return tail.Result([.. Before(reader, segments[i], RecordsSearched - tail.Recent.Count), .. tail.Recent]);
            }
        }

        return null;
    }

    private static List<byte[]> Before(JournalReader reader, SegmentName segment, int count) =>
        count <= 0 || segment.First == 1
            ? []
            : [.. reader.Read(segment.Epoch, Math.Max(1, segment.First - count), segment.First - 1).Select(r => r.Line.ToArray())];

    private static Scanned Scan(JournalDisk disk, SegmentName segment)
    {
        using var lines = new SegmentLines(disk.OpenRead(segment.ToString()));
        var scanned = new Scanned(segment);
        while (lines.TryRead(out var line))
        {
            if (!JournalLine.IsWhole(line.Span))
            {
                scanned.SawBroken = true;
            }
            else if (scanned.SawBroken)
            {
                scanned.Damaged = true;
                break;
            }
            else if (!JournalLine.IsPersonal(line.Span))
            {
                scanned.Take(line.ToArray(), lines.NextOffset);
            }
        }

        return scanned;
    }

    private sealed class Scanned(SegmentName segment)
    {
        private long _length;
        private byte[]? _last;

        public long Sequence { get; private set; } = segment.First - 1;

        public bool SawBroken { get; set; }

        public bool Damaged { get; set; }

        public Queue<byte[]> Recent { get; } = new();

        public void Take(byte[] line, long end)
        {
            Sequence++;
            _length = end;
            _last = line;
            Recent.Enqueue(line);
            if (Recent.Count > RecordsSearched)
            {
                Recent.Dequeue();
            }
        }

        public JournalTail Result(IEnumerable<byte[]> recent)
        {
            var last = _last is null ? null : JournalLine.ReadRecord(_last);
            return new JournalTail
            {
                Segment = segment,
                Sequence = Sequence,
                Hash = last?.Hash ?? RecordHash.None,
                Length = _length,
                Damaged = Damaged || (last is not null && last.Sequence != Sequence),
                Open = OpenPassage.In(recent),
            };
        }
    }
}
