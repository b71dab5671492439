using Gatehouse.Host.Ingest;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Clocks;

/// <summary>Keeps the moments at which kiosks' clocks were in step, and corrects entries by them, in whichever order they arrive.</summary>
internal static class ClockAnchors
{
    private static readonly long Slot = TimeSpan.FromMinutes(10).Ticks;

    /// <summary>Takes what these records say of the clock and brings the entries up to date, which are stored already; the caller saves.</summary>
    public static async Task ApplyAsync(
        GatehouseContext context, EpochRow of, IReadOnlyList<BatchRecord> fresh, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var boot in fresh.GroupBy(r => r.Record.Boot.ToString("N")))
        {
            var added = await AddAsync(context, of, boot.Key, boot, cancellationToken);
            var unkept = boot.Where(r => r.Decision is not null && !r.Record.Clock.Synced).Select(r => r.Record.Mono.Ticks).ToList();
            if (added.Count + unkept.Count > 0)
            {
                await CorrectAsync(context, of, boot.Key, [.. added.Select(a => a.Mono), .. unkept], now, cancellationToken);
            }
        }
    }

    private static async Task<List<ClockAnchorRow>> AddAsync(
        GatehouseContext context, EpochRow of, string boot, IEnumerable<BatchRecord> records, CancellationToken cancellationToken)
    {
        var offered = records.Where(r => r.Record.Clock.Synced)
            .GroupBy(r => r.Record.Mono.Ticks / Slot)
            .Select(slot => slot.First().Record)
            .Select(r => new ClockAnchorRow { SiteId = of.SiteId, KioskId = of.KioskId, Boot = boot, Slot = r.Mono.Ticks / Slot, Mono = r.Mono.Ticks, At = r.At })
            .ToList();
        if (offered.Count == 0)
        {
            return offered;
        }

        var slots = offered.ConvertAll(o => o.Slot);
        var held = await context.ClockAnchors.Where(a => a.SiteId == of.SiteId && a.KioskId == of.KioskId && a.Boot == boot && slots.Contains(a.Slot))
            .Select(a => a.Slot).ToListAsync(cancellationToken);
        var added = offered.FindAll(o => !held.Contains(o.Slot));
        await context.InsertAsync(added, cancellationToken);
        return added;
    }

    /// <summary>Corrects the entries for which what is new may say more: those up to the next moment known before, on either side.</summary>
    private static async Task CorrectAsync(
        GatehouseContext context, EpochRow of, string boot, List<long> changed, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (lowest, highest) = (changed.Min(), changed.Max());
        var own = context.ClockAnchors.AsNoTracking().Where(a => a.SiteId == of.SiteId && a.KioskId == of.KioskId && a.Boot == boot);
        var from = await own.Where(a => a.Mono < lowest).MaxAsync(a => (long?)a.Mono, cancellationToken) ?? long.MinValue;
        var to = await own.Where(a => a.Mono > highest).MinAsync(a => (long?)a.Mono, cancellationToken) ?? long.MaxValue;
        var anchors = await own.Where(a => a.Mono >= from && a.Mono <= to).OrderBy(a => a.Mono).ToListAsync(cancellationToken);
        if (anchors.Count == 0)
        {
            return;
        }

        var entries = await context.Entries
            .Where(e => e.SiteId == of.SiteId && e.KioskId == of.KioskId && e.Boot == boot && !e.Synced && e.Mono > from && e.Mono < to)
            .ToListAsync(cancellationToken);
        foreach (var entry in entries)
        {
            var mono = entry.Mono!.Value;
            if (ClockCorrection.Of(mono, anchors.FindLast(a => a.Mono <= mono), anchors.Find(a => a.Mono >= mono)) is { } when)
            {
                entry.CorrectedFrom = when.From;
                entry.CorrectedTo = when.To;
                entry.When = when.From < now ? when.From : now;
            }
        }
    }
}
