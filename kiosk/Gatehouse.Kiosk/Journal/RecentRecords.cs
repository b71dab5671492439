using Gatehouse.Contract;

namespace Gatehouse.Kiosk.Journal;

/// <summary>The end of a journal, read back for what has to be known again after a start.</summary>
public static class RecentRecords
{
    // A segment holds 4 MiB, more than most gates write in a shift.
    private const int MostSegments = 4;

    /// <summary>The sound records from about a time on, oldest first: whole segments, from the last that begins before it, and never more than a clock that is wrong could ask for.</summary>
    /// <exception cref="IOException">The journal cannot be read.</exception>
    public static IEnumerable<JournalRecord> Since(JournalReader journal, DateTimeOffset from)
    {
        var segments = journal.Segments();
        var first = segments.Count - 1;
        while (first > 0 && segments.Count - first < MostSegments && !(Sound(journal, segments[first], segments[first].First).FirstOrDefault()?.At < from))
        {
            first--;
        }

        return Enumerable.Range(Math.Max(first, 0), segments.Count - Math.Max(first, 0)).SelectMany(i => Sound(journal, segments[i], Last(segments, i)));
    }

    private static long Last(IReadOnlyList<SegmentName> segments, int i) =>
        i + 1 < segments.Count && segments[i + 1].Epoch == segments[i].Epoch ? segments[i + 1].First - 1 : long.MaxValue;

    private static IEnumerable<JournalRecord> Sound(JournalReader journal, SegmentName segment, long to)
    {
        foreach (var lines in journal.Read(segment.Epoch, segment.First, to))
        {
            JournalRecord record;
            try
            {
                record = JournalLine.ReadRecord(lines.Line);
            }
            catch (JournalLineException)
            {
                // Damaged: it is told elsewhere, and what it said is lost here.
                continue;
            }

            yield return record;
        }
    }
}
