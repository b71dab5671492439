using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Kiosk.Journal;

namespace Gatehouse.Kiosk.Lane;

/// <summary>Finds in the journal the re-check tickets that were given before the kiosk started and not used.</summary>
internal static class KeptTickets
{
    /// <summary>Reads back as far as tickets are kept.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="now">The wall clock's time.</param>
    /// <exception cref="IOException">The journal cannot be read.</exception>
    public static IReadOnlyList<RecheckTicket> In(JournalReader journal, DateTimeOffset now)
    {
        var tickets = new Dictionary<string, RecheckTicket>(StringComparer.Ordinal);
        foreach (var record in Since(journal, now - RecheckTickets.Kept))
        {
            Take(record, tickets);
        }

        return [.. tickets.Values.Where(ticket => ticket.From > now - RecheckTickets.Kept)];
    }

    private static void Take(JournalRecord record, Dictionary<string, RecheckTicket> tickets)
    {
        if (record.Kind is not (RecordKind.Granted or RecordKind.Refused)
            || record.Body.Deserialize(ContractJson.Default.PassageDecided) is not { Ticket: { } id, ClockIn: { } clockIn, Person: { } person } decided)
        {
            return;
        }

        if (decided.RecheckFrom is { } from)
        {
            tickets[person] = new RecheckTicket(person, id, clockIn, from);
        }
        else
        {
            tickets.Remove(person);
        }
    }

    /// <summary>The sound records from about a time on, oldest first: whole segments, from the last that begins before it.</summary>
    private static IEnumerable<JournalRecord> Since(JournalReader journal, DateTimeOffset from)
    {
        var segments = journal.Segments();
        var first = segments.Count - 1;
        while (first > 0 && !(Sound(journal, segments[first], segments[first].First).FirstOrDefault()?.At < from))
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
                // Damaged: it is told elsewhere, and a ticket on it is lost.
                continue;
            }

            yield return record;
        }
    }
}
