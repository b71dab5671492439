using System.Globalization;
using Gatehouse.Host.Api;
using Gatehouse.Host.Audit;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Alarms;

/// <summary>What people do with alarms.</summary>
internal sealed class AlarmDesk(IDbContextFactory<GatehouseContext> contexts, TimeProvider time)
{
    /// <summary>The longest name of somebody.</summary>
    public const int LongestName = 128;

    /// <summary>Says that somebody has seen an alarm. What happened and is over ends with it.</summary>
    /// <param name="id">The alarm's number.</param>
    /// <param name="by">Who has seen it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="match">As what they saw the alarm.</param>
    /// <returns>False when it was acknowledged before; null when there is none.</returns>
    public async Task<bool?> AcknowledgeAsync(long id, Actor by, CancellationToken cancellationToken, string? match = null) => await ChangeAsync(
        id,
        AlarmEventRow.Acknowledged,
        by,
        (alarm, now) =>
        {
            if (alarm.AcknowledgedAt is not null)
            {
                return (false, null);
            }

            (alarm.AcknowledgedAt, alarm.AcknowledgedBy) = (now, by.ToString());
            alarm.ClearedAt ??= AlarmKind.IsEvent(alarm.Kind) ? now : null;
            return (true, null);
        },
        match,
        cancellationToken);

    /// <summary>Says who is to see to an alarm.</summary>
    /// <param name="id">The alarm's number.</param>
    /// <param name="to">Who; null for nobody any more.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="match">As what they saw the alarm.</param>
    /// <returns>False when it was so before; null when there is none.</returns>
    public async Task<bool?> AssignAsync(long id, string? to, Actor by, CancellationToken cancellationToken, string? match = null) => await ChangeAsync(
        id,
        AlarmEventRow.Assigned,
        by,
        (alarm, _) =>
        {
            var isOther = alarm.Assignee != to;
            alarm.Assignee = to;
            return (isOther, to);
        },
        match,
        cancellationToken);

    /// <summary>What people decide by: whether it is over, whether somebody has seen it, and who sees to it.</summary>
    public static string State(DateTimeOffset? clearedAt, DateTimeOffset? acknowledgedAt, string? assignee) =>
        string.Create(CultureInfo.InvariantCulture, $"{clearedAt?.UtcTicks} {acknowledgedAt?.UtcTicks} {assignee}");

    private async Task<bool?> ChangeAsync(
        long id, string what, Actor by, Func<AlarmRow, DateTimeOffset, (bool Changed, string? Detail)> change, string? match, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var told = await context.NextAsync(CounterRow.AlarmEvents, cancellationToken);
        if (await context.Alarms.SingleOrDefaultAsync(a => a.SiteId == SiteRow.First && a.Id == id, cancellationToken) is not { } alarm)
        {
            return null;
        }

        StateMark.Check(match, State(alarm.ClearedAt, alarm.AcknowledgedAt, alarm.Assignee));
        var now = time.GetUtcNow();
        var before = Told(alarm);
        var (changed, detail) = change(alarm, now);
        if (!changed)
        {
            return false;
        }

        context.AlarmEvents.Add(new AlarmEventRow { SiteId = alarm.SiteId, AlarmId = alarm.Id, Id = told, At = now, What = what, By = by.ToString(), Detail = detail });
        await context.SaveChangesAsync(cancellationToken);
        await AuditLog.AddAsync(context, by, time, new AuditEntry($"alarm.{what}", id.ToString(CultureInfo.InvariantCulture), before, Told(alarm)), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private static object Told(AlarmRow alarm) => new { alarm.Kind, alarm.Kiosk, Active = alarm.ClearedAt is null, Acknowledged = alarm.AcknowledgedAt is not null, alarm.Assignee };
}
