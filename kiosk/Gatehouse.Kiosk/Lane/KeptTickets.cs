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
        var underWay = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var record in RecentRecords.Since(journal, now - RecheckTickets.Kept))
        {
            Take(record, tickets, underWay);
        }

        return [.. tickets.Values.Where(ticket => ticket.From > now - RecheckTickets.Kept)];
    }

    /// <summary>A ticket is used up when its person is in, or leaves; who was granted and gave up keeps it.</summary>
    private static void Take(JournalRecord record, Dictionary<string, RecheckTicket> tickets, Dictionary<string, string> underWay)
    {
        switch (record.Kind)
        {
            case RecordKind.Refused when Decided(record) is { Ticket: { } id, ClockIn: { } clockIn, RecheckFrom: { } from, Person: { } person }:
                tickets[person] = new RecheckTicket(person, id, clockIn, from);
                break;
            case RecordKind.Granted when Decided(record) is { Person: { } person } granted:
                if (granted.Direction == PassageDirection.In)
                {
                    underWay[granted.Passage] = person;
                }
                else
                {
                    tickets.Remove(person);
                }

                break;
            case RecordKind.Closed when record.Body.Deserialize(ContractJson.Default.PassageClosed) is { } closed && underWay.Remove(closed.Passage, out var who):
                if (closed.Outcome is PassageOutcome.Passed or PassageOutcome.Unknown)
                {
                    tickets.Remove(who);
                }

                break;
        }
    }

    private static PassageDecided? Decided(JournalRecord record) => record.Body.Deserialize(ContractJson.Default.PassageDecided);
}
