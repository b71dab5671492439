using Gatehouse.Contract;
using Gatehouse.Host.Alarms;
using Gatehouse.Host.Ingest;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Entries;

/// <summary>Counts what the host holds.</summary>
internal sealed class Holdings(IDbContextFactory<GatehouseContext> contexts)
{
    /// <summary>The whole, from one unchanging view.</summary>
    /// <param name="reread">Whether every stored line is read and checked again, which takes its time.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Summary> SummaryAsync(bool reread, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var snapshot = await context.BeginSnapshotAsync(cancellationToken);
        var kiosks = await KiosksAsync(context, null, reread, cancellationToken);
        var epochs = kiosks.SelectMany(k => k.Epochs).ToList();
        return new Summary(
            Sum(kiosks.Select(k => k.Records)),
            await context.Entries.LongCountAsync(e => e.Sequence != null, cancellationToken),
            Sum(epochs.Select(e => e.Highest - e.Records - e.LostRecords)),
            await AlarmList.Open(context.Alarms).Where(a => a.EpochId != null).LongCountAsync(cancellationToken),
            epochs.Exists(e => e.Chain == ChainState.Broken) ? ChainState.Broken
                : epochs.Exists(e => e.Chain == ChainState.Contradicted) ? ChainState.Contradicted
                : ChainState.Verified,
            kiosks);
    }

    /// <summary>What is held of each kiosk, or of one.</summary>
    public static async Task<List<KioskSummary>> KiosksAsync(GatehouseContext context, string? only, bool reread, CancellationToken cancellationToken)
    {
        var kiosks = await context.Kiosks.AsNoTracking().Where(k => only == null || k.Name == only).OrderBy(k => k.Name).ToListAsync(cancellationToken);
        var epochs = (await context.Epochs.AsNoTracking().OrderBy(e => e.Id).ToListAsync(cancellationToken)).ToLookup(e => e.KioskId);
        var runs = (await context.Runs.AsNoTracking().OrderBy(r => r.First).ToListAsync(cancellationToken)).ToLookup(r => r.EpochId);
        var losses = (await context.Losses.AsNoTracking().OrderBy(l => l.First).ToListAsync(cancellationToken)).ToLookup(l => l.EpochId);
        var ends = await EpochEnd.ReadAsync(context, only is null ? null : kiosks.FirstOrDefault()?.Id ?? 0, cancellationToken);
        var alarms = (await context.Alarms.Where(a => a.EpochId != null).Select(a => new { a.EpochId, a.Kind }).Distinct().ToListAsync(cancellationToken)).ToLookup(a => a.EpochId, a => a.Kind);
        var summaries = new List<KioskSummary>();
        foreach (var kiosk in kiosks)
        {
            var held = new List<EpochSummary>();
            foreach (var epoch in epochs[kiosk.Id])
            {
                List<RunRow> own = [.. runs[epoch.Id]];
                List<EpochEnd> named = [.. ends[(kiosk.Id, epoch.Name)]];
                // Links were checked as each batch came in; reading again tells whether the disk kept them.
                var chain = reread && !await ChainCheck.HoldsAsync(context, epoch, own, cancellationToken) ? ChainState.Broken
                    : alarms[epoch.Id].Any(AlarmKind.Contradicts) || !await FitAsync(context, epoch, own, named, cancellationToken) ? ChainState.Contradicted
                    : ChainState.Verified;
                held.Add(Of(epoch.Name, own, [.. losses[epoch.Id]], named, chain) with
                {
                    LastReceivedAt = own.Count > 0 ? epoch.LastReceivedAt : null,
                    Alarms = [.. alarms[epoch.Id].Order(StringComparer.Ordinal)],
                });
            }

            // An epoch of which nothing has come is known from the one after it.
            held.AddRange(ends
                .Where(end => end.Key.Kiosk == kiosk.Id && !held.Exists(e => e.Epoch == end.Key.Epoch))
                .Select(end => Of(end.Key.Epoch, [], [], [.. end], ChainState.Verified)));
            held.Sort((one, other) => string.CompareOrdinal(one.Epoch, other.Epoch));
            summaries.Add(new KioskSummary(kiosk.Name, Sum(held.Select(e => e.Records)), held));
        }

        return summaries;
    }

    private static async Task<bool> FitAsync(GatehouseContext context, EpochRow epoch, List<RunRow> runs, List<EpochEnd> ends, CancellationToken cancellationToken)
    {
        foreach (var end in ends)
        {
            if (!await end.FitsAsync(context, epoch, runs, cancellationToken))
            {
                return false;
            }
        }

        return true;
    }

    private static EpochSummary Of(string epoch, List<RunRow> runs, List<LossRow> losses, List<EpochEnd> ends, string chain)
    {
        var answer = HeldRuns.Answer(epoch, runs, losses);
        var held = runs.Count > 0 ? runs[^1].Last : 0;
        var end = ends.MaxBy(e => e.Sequence);
        List<SequenceRange> lost = [.. HeldRuns.Lost(runs, losses)];
        var highest = Math.Max(Math.Max(held, end?.Sequence ?? 0), lost.Count > 0 ? lost.Max(l => l.To) : 0);
        return new EpochSummary(
            epoch,
            Sum(runs.Select(r => r.Last - r.First + 1)),
            answer.Watermark,
            highest,
            [.. answer.Missing, .. HeldRuns.Apart(held + 1, highest, losses)],
            end?.NamedBy,
            ends.Exists(e => e.IsDamaged),
            null,
            chain)
        {
            Lost = lost,
            Parted = ends.Find(e => e.Parted is not null)?.Parted,
        };
    }

    /// <summary>A sum that stops at the largest number: what one kiosk claims must not keep the summary of all from being given.</summary>
    private static long Sum(IEnumerable<long> numbers) =>
        numbers.Aggregate(0L, (sum, number) => number > long.MaxValue - sum ? long.MaxValue : sum + number);
}
