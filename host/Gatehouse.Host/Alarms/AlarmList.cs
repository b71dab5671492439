using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Alarms;

/// <summary>Reads the alarms.</summary>
internal sealed class AlarmList(IDbContextFactory<GatehouseContext> contexts)
{
    /// <summary>How many are active or not acknowledged.</summary>
    public async Task<int> CountAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await Open(context.Alarms).CountAsync(cancellationToken);
    }

    /// <summary>Those that are active or not acknowledged.</summary>
    public static IQueryable<AlarmRow> Open(IQueryable<AlarmRow> alarms) => alarms.Where(a => a.ClearedAt == null || a.AcknowledgedAt == null);

    /// <summary>All of them, or those that are active or not acknowledged, the latest first.</summary>
    public async Task<IReadOnlyList<Alarm>> AllAsync(bool open, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = context.Alarms.AsNoTracking();
        return await ReadAsync(context, open ? Open(rows) : rows, cancellationToken);
    }

    /// <summary>One of them with what happened to it, the oldest first; null where there is none of that number.</summary>
    public async Task<(Alarm Alarm, IReadOnlyList<AlarmEvent> History)?> FindAsync(long id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await ReadAsync(context, context.Alarms.AsNoTracking().Where(a => a.SiteId == SiteRow.First && a.Id == id), cancellationToken) is not [var alarm])
        {
            return null;
        }

        var history = await context.AlarmEvents.AsNoTracking()
            .Where(e => e.SiteId == SiteRow.First && e.AlarmId == id)
            .OrderBy(e => e.Id)
            .Select(e => new AlarmEvent(e.At, e.What, e.By, e.Detail))
            .ToListAsync(cancellationToken);
        return (alarm, history);
    }

    private static async Task<IReadOnlyList<Alarm>> ReadAsync(GatehouseContext context, IQueryable<AlarmRow> rows, CancellationToken cancellationToken)
    {
        var silent = (await context.Alarms
                .Where(a => a.SiteId == SiteRow.First && a.Kind == AlarmKind.Silent && a.ClearedAt == null)
                .Select(a => new { a.Kiosk, a.RaisedAt })
                .ToListAsync(cancellationToken))
            .ToLookup(a => a.Kiosk, a => a.RaisedAt, StringComparer.Ordinal);
        var alarms = await (
            from alarm in rows
            join epoch in context.Epochs on new { alarm.SiteId, Id = alarm.EpochId } equals new { epoch.SiteId, Id = (long?)epoch.Id } into epochs
            from epoch in epochs.DefaultIfEmpty()
            join kiosk in context.Kiosks on new { epoch.SiteId, Id = epoch.KioskId } equals new { kiosk.SiteId, kiosk.Id } into kiosks
            from kiosk in kiosks.DefaultIfEmpty()
            orderby alarm.LastAt descending, alarm.Id descending
            select new { Row = alarm, Kiosk = alarm.Kiosk ?? kiosk!.Name, Epoch = epoch!.Name }).ToListAsync(cancellationToken);
        return [.. alarms.Select(a => Of(a.Row, a.Kiosk, a.Epoch) with { NoDataSince = IsOld(a.Row) && silent.Contains(a.Kiosk) ? silent[a.Kiosk].Min() : null })];
    }

    /// <summary>How it is at a gate is not known while nothing is heard of it; what happened has happened.</summary>
    private static bool IsOld(AlarmRow alarm) => alarm is { ClearedAt: null, Kind: not AlarmKind.Silent } && !AlarmKind.IsEvent(alarm.Kind);

    private static Alarm Of(AlarmRow row, string? kiosk, string? epoch) =>
        new(row.Id, kiosk, epoch, row.Kind, row.Sequence, row.Held, row.Offered, row.FirstAt, row.LastAt, row.Times)
        {
            Device = row.Device,
            Detail = row.Detail,
            Severity = row.Severity,
            ClearedAt = row.ClearedAt,
            AcknowledgedAt = row.AcknowledgedAt,
            AcknowledgedBy = row.AcknowledgedBy,
            Assignee = row.Assignee,
            EscalatedAt = row.EscalatedAt,
        };
}
