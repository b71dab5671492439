using Gatehouse.Contract;
using Gatehouse.Host.Alarms;
using Gatehouse.Host.Clocks;
using Gatehouse.Host.Entries;
using Gatehouse.Host.Occupancy;
using Gatehouse.Host.People;
using Gatehouse.Host.Policies;
using Gatehouse.Host.Retention;
using Gatehouse.Host.Storage;
using Gatehouse.Host.Telemetry;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Ingest;

/// <summary>Stores batches: one transaction each, nothing twice, nothing overwritten.</summary>
internal sealed class JournalStore(IDbContextFactory<GatehouseContext> contexts, Arrivals arrivals, NamedPeople named, HostMetrics metrics, TimeProvider time)
{
    /// <summary>What is held of an epoch.</summary>
    public async Task<IngestAnswer> HeldAsync(KioskId kiosk, string epoch, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await FindAsync(context, kiosk, epoch, cancellationToken);
        var answer = row is null ? HeldRuns.Answer(epoch, [], []) : await AnswerAsync(context, row, cancellationToken);
        return answer with
        {
            Newest = await context.Epochs
                .Where(e => context.Kiosks.Any(k => k.SiteId == e.SiteId && k.Id == e.KioskId && k.Name == kiosk.ToString()) && context.Runs.Any(r => r.SiteId == e.SiteId && r.EpochId == e.Id))
                .MaxAsync(e => (string?)e.Name, cancellationToken),
        };
    }

    /// <summary>The record that is held under a number; without a hash when none is.</summary>
    public async Task<HeldRecord> HeldAsync(KioskId kiosk, string epoch, long number, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await FindAsync(context, kiosk, epoch, cancellationToken);
        var line = row is null ? null : await context.Records.AsNoTracking()
            .Where(r => r.SiteId == row.SiteId && r.EpochId == row.Id && r.Sequence == number)
            .Select(r => r.Line)
            .SingleOrDefaultAsync(cancellationToken);
        return new HeldRecord(number, line is null ? "" : HeldRuns.HashOf(line));
    }

    /// <summary>Stores what of the batch is not held yet and says what is held then, or why nothing was changed.</summary>
    public async Task<(IngestAnswer? Answer, Refusal? Refusal)> StoreAsync(Batch batch, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        await context.PrepareMonthAsync(Months.Of(now), cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var kiosk = await KioskAsync(context, batch.Kiosk, cancellationToken);
        // Two batches of a kiosk cannot interleave.
        await context.LockAsync(kiosk, cancellationToken);
        var epoch = await EpochAsync(context, kiosk, batch, now, cancellationToken);
        var near = await context.Runs
            .Where(r => r.SiteId == epoch.SiteId && r.EpochId == epoch.Id && r.First <= batch.Last + 1 && r.Last >= batch.First - 1)
            .ToListAsync(cancellationToken);
        var held = await HashesAsync(context, epoch, batch, near, cancellationToken);
        if (Contradicts(batch, near, held) is { } contradiction)
        {
            context.ChangeTracker.Clear();
            await AlarmBook.RaiseAsync(context, contradiction.Alarm(epoch, now), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return (null, Refusal.Conflict(contradiction.Detail));
        }

        // A record that is held keeps what came with it: personal values that were erased must not come back with a replay.
        var fresh = batch.Records.Where(r => !held.ContainsKey(r.Sequence)).ToList();
        if (fresh.Count > 0)
        {
            await AddAsync(context, epoch, fresh, now, cancellationToken);
            context.Runs.RemoveRange(near);
            await context.SaveChangesAsync(cancellationToken);
            context.Runs.Add(HeldRuns.Join(epoch, batch, near));
            var entries = await EntryProjection.ApplyAsync(context, epoch, fresh, now, cancellationToken);
            await PresenceBook.ApplyAsync(context, entries, now, cancellationToken);
            await context.SaveChangesAsync(cancellationToken);
            await new Findings(context, epoch, now).ApplyAsync(fresh, cancellationToken);
            await new GateReports(context, kiosk, epoch, now).ApplyAsync(fresh, cancellationToken);
            await new ShownBadges(context, kiosk, now, time).ApplyAsync(fresh, cancellationToken);
            await TrialResults.ApplyAsync(context, kiosk, fresh, cancellationToken);
            await PersonalErasure.ApplyAsync(context, epoch, fresh, cancellationToken);
            await ClockAnchors.ApplyAsync(context, epoch, fresh, now, cancellationToken);
            await context.SaveChangesAsync(cancellationToken);
        }

        var answer = await AnswerAsync(context, epoch, cancellationToken);
        var written = await named.WriteAsync(context, epoch, fresh, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        named.Remember(epoch, written, now);
        arrivals.Add(fresh.Count);
        metrics.Received(fresh.Count);
        return (answer, null);
    }

    private static Task<EpochRow?> FindAsync(GatehouseContext context, KioskId kiosk, string epoch, CancellationToken cancellationToken) =>
        context.Epochs.AsNoTracking().SingleOrDefaultAsync(
            e => e.Name == epoch && context.Kiosks.Any(k => k.SiteId == e.SiteId && k.Id == e.KioskId && k.Name == kiosk.ToString()), cancellationToken);

    private static async Task<IngestAnswer> AnswerAsync(GatehouseContext context, EpochRow epoch, CancellationToken cancellationToken) =>
        HeldRuns.Answer(
            epoch.Name,
            await context.Runs.AsNoTracking().Where(r => r.SiteId == epoch.SiteId && r.EpochId == epoch.Id).OrderBy(r => r.First).ToListAsync(cancellationToken),
            await context.Losses.AsNoTracking().Where(l => l.SiteId == epoch.SiteId && l.EpochId == epoch.Id).OrderBy(l => l.First).ToListAsync(cancellationToken));

    private static Task<KioskRow> KioskAsync(GatehouseContext context, KioskId kiosk, CancellationToken cancellationToken)
    {
        var name = kiosk.ToString();
        return context.Kiosks.AsNoTracking().SingleAsync(k => k.Name == name, cancellationToken);
    }

    private static async Task<EpochRow> EpochAsync(GatehouseContext context, KioskRow kiosk, Batch batch, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var epoch = await context.Epochs.SingleOrDefaultAsync(e => e.SiteId == kiosk.SiteId && e.KioskId == kiosk.Id && e.Name == batch.Epoch, cancellationToken);
        if (epoch is null)
        {
            epoch = new EpochRow { SiteId = kiosk.SiteId, Id = await context.NextAsync(CounterRow.Epochs, cancellationToken), KioskId = kiosk.Id, Name = batch.Epoch, FirstReceivedAt = now, LastReceivedAt = now };
            context.Epochs.Add(epoch);
            await context.SaveChangesAsync(cancellationToken);
        }

        return epoch;
    }

    /// <summary>The held hashes of the batch's own numbers.</summary>
    private static async Task<Dictionary<long, string>> HashesAsync(
        GatehouseContext context, EpochRow epoch, Batch batch, List<RunRow> near, CancellationToken cancellationToken)
    {
        if (!near.Exists(r => r.First <= batch.Last && r.Last >= batch.First))
        {
            return [];
        }

        var lines = await context.Records.AsNoTracking()
            .Where(r => r.SiteId == epoch.SiteId && r.EpochId == epoch.Id && r.Sequence >= batch.First && r.Sequence <= batch.Last)
            .Select(r => new { r.Sequence, r.Line })
            .ToListAsync(cancellationToken);
        return lines.ToDictionary(l => l.Sequence, l => HeldRuns.HashOf(l.Line));
    }

    private static Contradiction? Contradicts(Batch batch, List<RunRow> near, Dictionary<long, string> held)
    {
        foreach (var record in batch.Records)
        {
            var offered = record.Record.Hash.ToString();
            if (held.TryGetValue(record.Sequence, out var hash) && hash != offered)
            {
                return Contradiction.Same(record.Sequence, hash, offered);
            }
        }

        var previous = batch.Records[0].Record.Previous.ToString();
        if (near.Find(r => r.Last == batch.First - 1) is { } below && below.LastHash != previous)
        {
            return Contradiction.Joint(batch.First, below.LastHash, previous);
        }

        var last = batch.Records[^1].Record.Hash.ToString();
        return near.Find(r => r.First == batch.Last + 1) is { } above && above.FirstPrevious != last
            ? Contradiction.Joint(batch.Last, above.FirstPrevious, last)
            : null;
    }

    private static async Task AddAsync(GatehouseContext context, EpochRow epoch, List<BatchRecord> fresh, DateTimeOffset now, CancellationToken cancellationToken)
    {
        epoch.LastReceivedAt = now;
        await context.InsertAsync(
            fresh.ConvertAll(record => new RecordRow
            {
                SiteId = epoch.SiteId,
                EpochId = epoch.Id,
                Sequence = record.Sequence,
                Month = Months.Of(now),
                Line = record.Line.ToArray(),
                Kind = record.Record.Kind,
                ReceivedAt = now,
            }),
            cancellationToken);
        await context.InsertAsync(
            fresh.Where(record => !record.Personal.IsEmpty).Select(record => new PersonalRow
            {
                SiteId = epoch.SiteId,
                EpochId = epoch.Id,
                Sequence = record.Sequence,
                Month = Months.Of(now),
                Line = record.Personal.ToArray(),
                Name = record.Name,
            }).ToList(),
            cancellationToken);
    }
}
