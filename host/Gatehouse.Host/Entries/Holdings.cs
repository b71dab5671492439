using Gatehouse.Contract;
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
        await using var snapshot = await HostDatabase.BeginSnapshotAsync(context, cancellationToken);
        var kiosks = await KiosksAsync(context, null, reread, cancellationToken);
        var epochs = kiosks.SelectMany(k => k.Epochs).ToList();
        return new Summary(
            Sum(kiosks.Select(k => k.Records)),
            await context.Entries.LongCountAsync(e => e.Sequence != null, cancellationToken),
            Sum(epochs.Select(e => e.Highest - e.Records)),
            await context.Alarms.LongCountAsync(cancellationToken),
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
        var ends = await EpochEnd.ReadAsync(context, only, cancellationToken);
        var contradicted = await context.Alarms.Select(a => a.EpochId).Distinct().ToListAsync(cancellationToken);
        var summaries = new List<KioskSummary>();
        foreach (var kiosk in kiosks)
        {
            var held = new List<EpochSummary>();
            foreach (var epoch in epochs[kiosk.Id])
            {
                List<RunRow> own = [.. runs[epoch.Id]];
                List<EpochEnd> named = [.. ends[(kiosk.Id, epoch.Name)]];
                // Links were checked as each batch came in; reading again tells whether the disk kept them.
                var chain = reread && !await ChainCheck.HoldsAsync(context, epoch.Id, own, cancellationToken) ? ChainState.Broken
                    : contradicted.Contains(epoch.Id) || !await FitAsync(context, epoch.Id, own, named, cancellationToken) ? ChainState.Contradicted
                    : ChainState.Verified;
                held.Add(Of(epoch.Name, own, named, epoch.LastReceivedAt, chain));
            }

            // An epoch of which nothing has come is known from the one after it.
            held.AddRange(ends
                .Where(end => end.Key.Kiosk == kiosk.Id && !held.Exists(e => e.Epoch == end.Key.Epoch))
                .Select(end => Of(end.Key.Epoch, [], [.. end], null, ChainState.Verified)));
            held.Sort((one, other) => string.CompareOrdinal(one.Epoch, other.Epoch));
            summaries.Add(new KioskSummary(kiosk.Name, Sum(held.Select(e => e.Records)), held));
        }

        return summaries;
    }

    private static async Task<bool> FitAsync(GatehouseContext context, long epoch, List<RunRow> runs, List<EpochEnd> ends, CancellationToken cancellationToken)
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

    private static EpochSummary Of(string epoch, List<RunRow> runs, List<EpochEnd> ends, DateTimeOffset? lastReceivedAt, string chain)
    {
        var answer = HeldRuns.Answer(epoch, runs);
        var held = runs.Count > 0 ? runs[^1].Last : 0;
        var end = ends.MaxBy(e => e.Sequence);
        return new EpochSummary(
            epoch,
            Sum(runs.Select(r => r.Last - r.First + 1)),
            answer.Watermark,
            Math.Max(held, end?.Sequence ?? 0),
            end?.Sequence > held ? [.. answer.Missing, new SequenceRange(held + 1, end.Sequence)] : answer.Missing,
            end?.NamedBy,
            ends.Exists(e => e.IsDamaged),
            lastReceivedAt,
            chain);
    }

    /// <summary>A sum that stops at the largest number: what one kiosk claims must not keep the summary of all from being given.</summary>
    private static long Sum(IEnumerable<long> numbers) =>
        numbers.Aggregate(0L, (sum, number) => number > long.MaxValue - sum ? long.MaxValue : sum + number);
}
