using System.Diagnostics.Metrics;
using Gatehouse.Host.Ingest;
using Gatehouse.Host.Rosters;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Telemetry;

/// <summary>Looks four times a minute at what stands in the database, so that whoever reads the metrics, however often, costs it nothing.</summary>
internal sealed partial class StateWorker(HostMetrics metrics, IDbContextFactory<GatehouseContext> contexts, TimeProvider time, ILogger<StateWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);

    private volatile State? _state;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        metrics.Observe("gatehouse.watermark.lag", "{record}", "Records that are known of a kiosk beyond those held without a gap.", () => Each(_state?.Lag));
        metrics.Observe("gatehouse.kiosk.silence", "s", "Since a record last came from a kiosk.", () => Each(_state?.Silence));
        metrics.Observe("gatehouse.roster.lag", "{revision}", "Revisions of the roster that a kiosk is behind, as it said last.", () => Each(_state?.Roster));
        metrics.Observe("gatehouse.alarms", "{alarm}", "Alarms that are active, by kind.", () => Each(_state?.Alarms, "kind"));
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        var fails = false;
        try
        {
            do
            {
                try
                {
                    _state = await LookAsync(stoppingToken);
                    fails = false;
                }
#pragma warning disable CA1031 // A database that is busy or away: the metrics keep what was seen last, and readiness tells.
                catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
                {
                    if (!fails)
                    {
                        NotLooked(e);
                    }

                    fails = true;
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    private async Task<State> LookAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var snapshot = await context.BeginSnapshotAsync(cancellationToken);
        var now = time.GetUtcNow();
        var kiosks = await context.Kiosks.AsNoTracking().ToListAsync(cancellationToken);
        var epochs = (await context.Epochs.AsNoTracking().ToListAsync(cancellationToken)).ToLookup(e => e.KioskId);
        var runs = (await context.Runs.AsNoTracking().OrderBy(r => r.First).ToListAsync(cancellationToken)).ToLookup(r => r.EpochId);
        var losses = (await context.Losses.AsNoTracking().OrderBy(l => l.First).ToListAsync(cancellationToken)).ToLookup(l => l.EpochId);
        var newest = await context.Rosters.MaxAsync(r => (long?)r.Number, cancellationToken) ?? 0;
        var alarms = await context.Alarms.Where(a => a.ClearedAt == null).GroupBy(a => a.Kind).Select(g => new { g.Key, Count = g.LongCount() }).ToListAsync(cancellationToken);
        return new State(
            kiosks.ToDictionary(k => k.Name, k => epochs[k.Id].Sum(e => Lag(e, [.. runs[e.Id]], [.. losses[e.Id]]))),
            kiosks.Where(k => epochs[k.Id].Any()).ToDictionary(k => k.Name, k => (long)(now - epochs[k.Id].Max(e => e.LastReceivedAt)).TotalSeconds),
            kiosks.ToDictionary(k => k.Name, k => Math.Max(0, newest - (RosterSource.NumberIn(k.Roster) ?? 0))),
            alarms.ToDictionary(a => a.Key, a => a.Count));
    }

    private static long Lag(EpochRow epoch, List<RunRow> runs, List<LossRow> losses) =>
        runs.Count == 0 ? 0 : Math.Max(0, runs[^1].Last - HeldRuns.Answer(epoch.Name, runs, losses).Watermark);

    private static IEnumerable<Measurement<long>> Each(Dictionary<string, long>? values, string label = "kiosk") =>
        values?.Select(value => new Measurement<long>(value.Value, new KeyValuePair<string, object?>(label, value.Key))) ?? [];

    [LoggerMessage(1, LogLevel.Warning, "What the metrics tell of the data could not be looked up; they keep what was seen last.")]
    private partial void NotLooked(Exception reason);

    private sealed record State(Dictionary<string, long> Lag, Dictionary<string, long> Silence, Dictionary<string, long> Roster, Dictionary<string, long> Alarms);
}
