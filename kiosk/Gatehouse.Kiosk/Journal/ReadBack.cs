using System.Globalization;
using Gatehouse.Contract;

namespace Gatehouse.Kiosk.Journal;

/// <summary>Reads a sealed segment from its medium: what was acknowledged before a write failed must still be there.</summary>
internal static class ReadBack
{
    /// <summary>What of it cannot be read, as an alarm; null when all of it is whole.</summary>
    /// <param name="disk">The journal's disk.</param>
    /// <param name="segment">The segment.</param>
    /// <param name="last">The last record that was acknowledged; it stands in the segment.</param>
    public static LaneAlarm? Of(JournalDisk disk, SegmentName segment, JournalEntry last)
    {
        var (next, why) = (segment.First, "it ends before");
        try
        {
            using var lines = new SegmentLines(disk.OpenMedium(segment.ToString()));
            while (next <= last.Sequence && lines.TryRead(out var line))
            {
                if (!JournalLine.IsWhole(line.Span))
                {
                    why = "a line is not what was written";
                    break;
                }

                if (JournalLine.IsPersonal(line.Span))
                {
                    continue;
                }

                if (JournalLine.NumberIn(segment.Epoch, line.Span) != next || (next == last.Sequence && JournalLine.ReadRecord(line).Hash != last.Hash))
                {
                    why = "another record stands there";
                    break;
                }

                next++;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JournalLineException)
        {
            why = e.Message;
        }

        return next > last.Sequence ? null : new LaneAlarm(
            "journal",
            Reason,
            string.Create(CultureInfo.InvariantCulture, $"After a failed write the segment {segment} was read back: of the acknowledged records those from {next} to {last.Sequence} cannot be read ({why}). Keep the folder as it is, exchange the medium, and compare with what the host holds."));
    }

    /// <summary>The reason of the alarm.</summary>
    public const string Reason = "acknowledgedLost";
}
