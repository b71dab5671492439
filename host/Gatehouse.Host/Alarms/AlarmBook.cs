using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Alarms;

/// <summary>
/// Raises and clears alarms in the caller's transaction. One that is not over is raised again rather than doubled. Whoever
/// changes alarms takes a number of their history first, so that two wait for each other.
/// </summary>
internal static class AlarmBook
{
    /// <summary>
    /// So many different ones are kept of an epoch and a kind, and of tokens; who gives cause for more says nothing new. Beyond so many times
    /// what an alarm does by itself is counted and not told any more.
    /// </summary>
    private const int Most = 100;

    /// <summary>Raises or counts one; the caller commits.</summary>
    /// <param name="context">The transaction.</param>
    /// <param name="raised">The alarm as it would be, with what it is about and when.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task RaiseAsync(GatehouseContext context, AlarmRow raised, CancellationToken cancellationToken)
    {
        var told = await context.NextAsync(CounterRow.AlarmEvents, cancellationToken);
        // What happens again after it was over is another alarm, but a history or a token stays the same one.
        var isOfGate = raised is { EpochId: null, Offered: "" };
        var alarm = await context.Alarms.FirstOrDefaultAsync(
            a => a.SiteId == raised.SiteId && a.EpochId == raised.EpochId && a.Kiosk == raised.Kiosk && a.Kind == raised.Kind && a.Sequence == raised.Sequence
                && a.Offered == raised.Offered && a.Device == raised.Device && (!isOfGate || a.ClearedAt == null || a.AcknowledgedAt == null),
            cancellationToken);
        var now = raised.FirstAt;
        var becomesActive = alarm is null || alarm.ClearedAt is not null;
        if (alarm is null)
        {
            if (!isOfGate && !await HasRoomAsync(context, raised, cancellationToken))
            {
                return;
            }

            alarm = raised;
            alarm.Id = await context.NextAsync(CounterRow.Alarms, cancellationToken);
            alarm.Severity = AlarmKind.Severity(alarm.Kind);
            context.Alarms.Add(alarm);
        }

        alarm.Detail = raised.Detail;
        alarm.LastAt = now;
        alarm.Times++;
        if (becomesActive)
        {
            (alarm.RaisedAt, alarm.ClearedAt, alarm.AcknowledgedAt, alarm.AcknowledgedBy) = (now, null, null, null);
            Tell(context, alarm, told, now, AlarmEventRow.Raised);
        }

        await context.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Clears what is active of these and is no event, which only somebody's look ends; the caller commits.</summary>
    /// <param name="context">The transaction.</param>
    /// <param name="which">Which alarms.</param>
    /// <param name="now">When it was over.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task ClearAsync(GatehouseContext context, IQueryable<AlarmRow> which, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!await which.AnyAsync(a => a.ClearedAt == null, cancellationToken))
        {
            return;
        }

        await context.NextAsync(CounterRow.AlarmEvents, cancellationToken);
        foreach (var alarm in await which.Where(a => a.ClearedAt == null).ToListAsync(cancellationToken))
        {
            if (!AlarmKind.IsEvent(alarm.Kind))
            {
                alarm.ClearedAt = now;
                Tell(context, alarm, await context.NextAsync(CounterRow.AlarmEvents, cancellationToken), now, AlarmEventRow.Cleared);
            }
        }

        await context.SaveChangesAsync(cancellationToken);
    }

    private static void Tell(GatehouseContext context, AlarmRow alarm, long told, DateTimeOffset now, string what)
    {
        if (alarm.Times <= Most)
        {
            context.AlarmEvents.Add(new AlarmEventRow { SiteId = alarm.SiteId, AlarmId = alarm.Id, Id = told, At = now, What = what, Detail = alarm.Detail });
        }
    }

    /// <summary>Of tokens the oldest makes room: strangers must not be able to silence what comes later.</summary>
    private static async Task<bool> HasRoomAsync(GatehouseContext context, AlarmRow raised, CancellationToken cancellationToken)
    {
        var alike = context.Alarms.Where(a => a.SiteId == raised.SiteId && a.EpochId == raised.EpochId && a.Kind == raised.Kind);
        if (await alike.CountAsync(cancellationToken) < Most)
        {
            return true;
        }

        if (raised.EpochId is not null)
        {
            return false;
        }

        context.Alarms.Remove(await alike.OrderBy(a => a.LastAt).FirstAsync(cancellationToken));
        return true;
    }
}
