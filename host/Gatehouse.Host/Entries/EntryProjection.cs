using Gatehouse.Contract;
using Gatehouse.Host.Ingest;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Entries;

/// <summary>Puts decisions and closings together, one row a passage, in whichever order they arrive.</summary>
internal static class EntryProjection
{
    /// <summary>Brings the entries up to date with these records; the caller saves what was there before.</summary>
    /// <returns>The entries that are new or changed.</returns>
    public static async Task<IReadOnlyList<EntryRow>> ApplyAsync(GatehouseContext context, EpochRow epoch, IReadOnlyList<BatchRecord> fresh, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // What is decided and closed by these records has no row yet.
        var decided = fresh.Select(r => r.Decision?.Passage).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var closed = fresh.Select(r => r.Closing?.Passage).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var passages = decided.Union(closed).Except(decided.Intersect(closed)).ToList();
        var known = passages.Count == 0
            ? []
            : await context.Entries.Where(e => e.SiteId == epoch.SiteId && e.KioskId == epoch.KioskId && passages.Contains(e.Passage)).ToListAsync(cancellationToken);
        var rows = known.GroupBy(e => e.Passage, StringComparer.Ordinal).ToDictionary(e => e.Key, e => e.ToList(), StringComparer.Ordinal);
        var made = new List<EntryRow>();
        foreach (var record in fresh)
        {
            if (record.Decision is { } decision)
            {
                // A second decision of a passage is shown as a row of its own rather than lost behind the first.
                Decide(Row(made, rows, epoch, record, decision.Passage, now, e => e.Sequence is null), epoch.Id, record, decision, now);
            }
            else if (record.Closing is { } closing)
            {
                Close(Row(made, rows, epoch, record, closing.Passage, now, e => e.ClosingSequence is null), epoch.Id, record, closing, now);
            }
        }

        await context.InsertAsync(made, cancellationToken);
        return [.. known, .. made];
    }

    private static EntryRow Row(
        List<EntryRow> made, Dictionary<string, List<EntryRow>> rows, EpochRow epoch, BatchRecord record, string passage, DateTimeOffset now, Predicate<EntryRow> open)
    {
        if (!rows.TryGetValue(passage, out var own))
        {
            rows[passage] = own = [];
        }

        var row = own.Find(open);
        if (row is null)
        {
            row = new EntryRow { SiteId = epoch.SiteId, KioskId = epoch.KioskId, MadeByEpochId = epoch.Id, MadeBySequence = record.Sequence, Month = Months.Of(now), Passage = passage };
            own.Add(row);
            made.Add(row);
        }

        return row;
    }

    /// <summary>Puts a decision into its entry.</summary>
    public static void Decide(EntryRow row, long epoch, BatchRecord record, PassageDecided decision, DateTimeOffset now)
    {
        row.EpochId = epoch;
        row.Sequence = record.Sequence;
        row.At = record.Record.At;
        row.When = Earlier(row.At, now);
        row.Synced = record.Record.Clock.Synced;
        row.Boot = record.Record.Boot.ToString("N");
        row.Mono = record.Record.Mono.Ticks;
        row.Granted = record.Record.Kind == RecordKind.Granted;
        row.Simulated = record.Record.Simulated;
        row.Direction = decision.Direction;
        row.Reason = decision.Reason;
        row.Person = decision.Person;
        row.Group = decision.Group;
        row.Verdict = decision.Verdict;
        row.Readings = decision.Readings;
    }

    /// <summary>Puts a closing into its entry.</summary>
    public static void Close(EntryRow row, long epoch, BatchRecord record, PassageClosed closing, DateTimeOffset now)
    {
        row.ClosingEpochId = epoch;
        row.ClosingSequence = record.Sequence;
        row.ClosedAt = record.Record.At;
        if (row.Sequence is null)
        {
            row.At = record.Record.At;
            row.When = Earlier(row.At, now);
        }

        row.Outcome = closing.Outcome;
        row.WorkMilliseconds = closing.WorkMilliseconds;
        row.WaitMilliseconds = closing.WaitMilliseconds;
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
