using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Ingest;

/// <summary>Raises alarms; the same again is counted with the first.</summary>
internal static class Alarms
{
    /// <summary>So many different ones of a kind are kept of an epoch; a kiosk that gives cause for more of them says nothing new.</summary>
    private const int Most = 100;

    /// <summary>Raises or counts one; the caller commits.</summary>
    public static async Task RaiseAsync(GatehouseContext context, AlarmRow raised, CancellationToken cancellationToken)
    {
        // Where no epoch tells them apart nothing else keeps two who come at once from raising the same one twice.
        var number = raised.EpochId is null ? await context.NextAsync(CounterRow.Alarms, cancellationToken) : 0;
        var alarm = await context.Alarms.FirstOrDefaultAsync(
            a => a.SiteId == raised.SiteId && a.EpochId == raised.EpochId && a.Kiosk == raised.Kiosk && a.Kind == raised.Kind && a.Sequence == raised.Sequence && a.Offered == raised.Offered, cancellationToken);
        if (alarm is null)
        {
            if (raised.EpochId is null && await OldestAsync(context, raised, cancellationToken) is { } oldest)
            {
                context.Alarms.Remove(oldest);
            }
            else if (await context.Alarms.CountAsync(a => a.SiteId == raised.SiteId && a.EpochId == raised.EpochId && a.Kind == raised.Kind, cancellationToken) >= Most)
            {
                return;
            }

            alarm = raised;
            alarm.Id = number > 0 ? number : await context.NextAsync(CounterRow.Alarms, cancellationToken);
            context.Alarms.Add(alarm);
        }

        alarm.LastAt = raised.FirstAt;
        alarm.Times++;
        await context.SaveChangesAsync(cancellationToken);
    }

    /// <summary>The one to make room, where there are as many as are kept: strangers must not be able to silence what comes later.</summary>
    private static async Task<AlarmRow?> OldestAsync(GatehouseContext context, AlarmRow raised, CancellationToken cancellationToken)
    {
        var alike = context.Alarms.Where(a => a.SiteId == raised.SiteId && a.EpochId == null && a.Kind == raised.Kind);
        return await alike.CountAsync(cancellationToken) >= Most ? await alike.OrderBy(a => a.LastAt).FirstAsync(cancellationToken) : null;
    }
}
