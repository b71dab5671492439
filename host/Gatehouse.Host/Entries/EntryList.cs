using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Entries;

/// <summary>The list of entries, newest first, paged by key so that arrivals never shift a page.</summary>
internal sealed class EntryList(IDbContextFactory<GatehouseContext> contexts)
{
    /// <summary>The most entries of a page.</summary>
    public const int MaxPage = 500;

    private const int MaxCounted = 10_000;

    /// <summary>The entries older than a place; from the newest without one.</summary>
    public async Task<EntryPage> OlderAsync(EntryFilter filter, EntryCursor? after, int limit, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await filter.ApplyAsync(context, cancellationToken);
        if (after is { } place)
        {
            // The first condition says nothing new, but an index can begin at it.
            rows = rows.Where(e => e.When <= place.When && (e.When < place.When || (e.When == place.When && (e.MadeByEpochId < place.Epoch || (e.MadeByEpochId == place.Epoch && e.MadeBySequence < place.Sequence)))));
        }

        var found = await Shown(context, rows.OrderByDescending(e => e.When).ThenByDescending(e => e.MadeByEpochId).ThenByDescending(e => e.MadeBySequence).Take(limit + 1)).ToListAsync(cancellationToken);
        return new EntryPage([.. found.Take(limit)], after is not null, found.Count > limit);
    }

    /// <summary>The entries just newer than a place.</summary>
    public async Task<EntryPage> NewerAsync(EntryFilter filter, EntryCursor before, int limit, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = (await filter.ApplyAsync(context, cancellationToken))
            .Where(e => e.When >= before.When && (e.When > before.When || (e.When == before.When && (e.MadeByEpochId > before.Epoch || (e.MadeByEpochId == before.Epoch && e.MadeBySequence > before.Sequence)))))
            .OrderBy(e => e.When).ThenBy(e => e.MadeByEpochId).ThenBy(e => e.MadeBySequence)
            .Take(limit + 1);
        var found = await Shown(context, rows).ToListAsync(cancellationToken);
        return new EntryPage([.. found.Take(limit).Reverse()], found.Count > limit, HasOlder: true);
    }

    /// <summary>Every entry that the filter lets through, the newest first.</summary>
    public static async Task<IQueryable<Entry>> AllAsync(GatehouseContext context, EntryFilter filter, CancellationToken cancellationToken) =>
        Shown(context, (await filter.ApplyAsync(context, cancellationToken)).OrderByDescending(e => e.When).ThenByDescending(e => e.MadeByEpochId).ThenByDescending(e => e.MadeBySequence));

    /// <summary>How many the filter lets through: counted up to a number at which nobody cares for the last one, estimated beyond.</summary>
    public async Task<EntryCount> AboutAsync(EntryFilter filter, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = (await filter.ApplyAsync(context, cancellationToken)).AsNoTracking();
        var counted = await rows.Take(MaxCounted + 1).CountAsync(cancellationToken);
        return counted <= MaxCounted ? new EntryCount(counted, EntryCount.Exactly)
            : await context.EstimateAsync(rows, cancellationToken) is { } estimate ? new EntryCount(Math.Max(estimate, MaxCounted), EntryCount.About)
            : new EntryCount(MaxCounted, EntryCount.AtLeast);
    }

    /// <summary>Kiosk names, for a choice of gates.</summary>
    public async Task<IReadOnlyList<string>> GatesAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Kiosks.OrderBy(k => k.Name).Select(k => k.Name).ToListAsync(cancellationToken);
    }

    private static IQueryable<Entry> Shown(GatehouseContext context, IQueryable<EntryRow> rows) =>
        from row in rows.AsNoTracking()
        join kiosk in context.Kiosks on new { row.SiteId, Id = row.KioskId } equals new { kiosk.SiteId, kiosk.Id }
        join epoch in context.Epochs on new { row.SiteId, Id = row.EpochId } equals new { epoch.SiteId, Id = (long?)epoch.Id }
        join personal in context.Personal
            on new { row.SiteId, row.EpochId, row.Sequence } equals new { personal.SiteId, EpochId = (long?)personal.EpochId, Sequence = (long?)personal.Sequence } into values
        from personal in values.DefaultIfEmpty()
        select new Entry
        {
            At = row.At,
            ClockInStep = row.Synced,
            CorrectedFrom = row.CorrectedFrom,
            CorrectedTo = row.CorrectedTo,
            Kiosk = kiosk.Name,
            Person = row.Person,
            Name = personal.Name,
            Group = row.Group,
            Direction = row.Direction,
            Decision = row.Granted ? "granted" : "refused",
            Reason = row.Reason,
            Verdict = row.Verdict,
            Readings = row.Readings,
            Outcome = row.Outcome,
            ClosedAt = row.ClosedAt,
            WorkMilliseconds = row.WorkMilliseconds,
            WaitMilliseconds = row.WaitMilliseconds,
            Passage = row.Passage,
            Epoch = epoch.Name,
            Sequence = row.Sequence!.Value,
            Simulated = row.Simulated,
            Cursor = new EntryCursor(row.When, row.MadeByEpochId, row.MadeBySequence).ToString(),
        };
}
