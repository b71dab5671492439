using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Entries;

/// <summary>One alarm.</summary>
/// <param name="Kiosk">The kiosk.</param>
/// <param name="Epoch">The epoch it is about; null when it is about none.</param>
/// <param name="Kind">One of <see cref="AlarmKind"/>.</param>
/// <param name="Sequence">Number of the record that does not fit, or of the first of them.</param>
/// <param name="Held">What is held there, or the last number where more than one record is meant.</param>
/// <param name="Offered">What was offered there; of a join token the address that showed it.</param>
/// <param name="FirstAt">When it was raised.</param>
/// <param name="LastAt">When there was cause for it last.</param>
/// <param name="Times">How often there was.</param>
internal sealed record Alarm(
    string Kiosk, string? Epoch, string Kind, long Sequence, string Held, string Offered, DateTimeOffset FirstAt, DateTimeOffset LastAt, int Times);

/// <summary>Reads the alarms.</summary>
internal sealed class AlarmList(IDbContextFactory<GatehouseContext> contexts)
{
    /// <summary>How many there are.</summary>
    public async Task<int> CountAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Alarms.CountAsync(cancellationToken);
    }

    /// <summary>All of them, the latest first.</summary>
    public async Task<IReadOnlyList<Alarm>> AllAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await (
            from alarm in context.Alarms.AsNoTracking()
            join epoch in context.Epochs on new { alarm.SiteId, Id = alarm.EpochId } equals new { epoch.SiteId, Id = (long?)epoch.Id } into epochs
            from epoch in epochs.DefaultIfEmpty()
            join kiosk in context.Kiosks on new { epoch.SiteId, Id = epoch.KioskId } equals new { kiosk.SiteId, kiosk.Id } into kiosks
            from kiosk in kiosks.DefaultIfEmpty()
            orderby alarm.LastAt descending, alarm.Id descending
            select new Alarm(alarm.Kiosk ?? kiosk!.Name, epoch!.Name, alarm.Kind, alarm.Sequence, alarm.Held, alarm.Offered, alarm.FirstAt, alarm.LastAt, alarm.Times)).ToListAsync(cancellationToken);
    }
}
