using Gatehouse.Contract;
using Gatehouse.Host.Ingest;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Entries;

/// <summary>Compares the list of entries with the records that it was made from.</summary>
internal static class EntryCheck
{
    /// <summary>How many entries are not what their records say, or are missing, or have no record.</summary>
    public static async Task<long> DifferencesAsync(GatehouseContext context, string? onlyGate, CancellationToken cancellationToken)
    {
        var kiosks = context.Kiosks.Where(k => onlyGate == null || k.Name == onlyGate).Select(k => new { k.SiteId, k.Id });
        var decisions = await context.Records.LongCountAsync(
            r => (r.Kind == RecordKind.Granted || r.Kind == RecordKind.Refused) && context.Epochs.Any(e => e.SiteId == r.SiteId && e.Id == r.EpochId && kiosks.Any(k => k.SiteId == e.SiteId && k.Id == e.KioskId)),
            cancellationToken);
        var listed =
            from row in context.Entries.AsNoTracking()
            where row.Sequence != null && kiosks.Any(k => k.SiteId == row.SiteId && k.Id == row.KioskId)
            join record in context.Records on new { row.SiteId, row.EpochId, row.Sequence } equals new { record.SiteId, EpochId = (long?)record.EpochId, Sequence = (long?)record.Sequence } into decided
            from decision in decided.DefaultIfEmpty()
            join record in context.Records on new { row.SiteId, EpochId = row.ClosingEpochId, Sequence = row.ClosingSequence } equals new { record.SiteId, EpochId = (long?)record.EpochId, Sequence = (long?)record.Sequence } into closed
            from closing in closed.DefaultIfEmpty()
            join value in context.Personal on new { row.SiteId, row.EpochId, row.Sequence } equals new { value.SiteId, EpochId = (long?)value.EpochId, Sequence = (long?)value.Sequence } into values
            from personal in values.DefaultIfEmpty()
            select new { Row = row, Decision = decision.Line, Closing = closing.Line, Personal = personal };
        long differing = 0;
        long count = 0;
        await foreach (var entry in listed.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            count++;
            differing += Agrees(entry.Row, entry.Decision, entry.Closing) && Agrees(entry.Personal) ? 0 : 1;
        }

        return differing + Math.Abs(decisions - count);
    }

    private static bool Agrees(EntryRow row, byte[]? decisionLine, byte[]? closingLine)
    {
        var made = new EntryRow { KioskId = row.KioskId, Passage = row.Passage, When = row.When };
        if (decisionLine is null || Read(decisionLine) is not { Decision: { } decision } decided || decision.Passage != row.Passage)
        {
            return false;
        }

        EntryProjection.Decide(made, row.EpochId!.Value, decided, decision, row.When);
        if (row.Boot is null)
        {
            // A version that did not keep the boot made it.
            (made.Synced, made.Boot, made.Mono) = (row.Synced, null, row.Mono);
        }

        if (row.ClosingSequence is not null)
        {
            if (closingLine is null || Read(closingLine) is not { Closing: { } closing } closed || closing.Passage != row.Passage)
            {
                return false;
            }

            EntryProjection.Close(made, row.ClosingEpochId!.Value, closed, closing, row.When);
        }

        return Shown(made).Equals(Shown(row));
    }

    private static bool Agrees(PersonalRow? personal)
    {
        try
        {
            return personal is null || (RecordMeaning.TryName(JournalLine.ReadPersonal(personal.Line), out var name) && name == personal.Name);
        }
        catch (JournalLineException)
        {
            return false;
        }
    }

    private static BatchRecord? Read(byte[] line) =>
        ChainCheck.Read(line) is { } record && RecordMeaning.TryRead(record, out var decision, out var closing)
            ? new BatchRecord(record, line) { Decision = decision, Closing = closing }
            : null;

    /// <summary>All that a reader of the list sees of an entry, apart from its place.</summary>
    private static object Shown(EntryRow row) => (
        (row.At, row.Sequence, row.Granted, row.Simulated, row.Direction, row.Reason),
        (row.Person, row.Group, row.Verdict, row.Readings),
        (row.Synced, row.Boot, row.Mono),
        (row.ClosedAt, row.Outcome, row.WorkMilliseconds, row.WaitMilliseconds));
}
