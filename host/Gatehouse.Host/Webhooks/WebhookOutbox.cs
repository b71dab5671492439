using System.Globalization;
using System.Text.Json;
using Gatehouse.Host.Entries;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Webhooks;

/// <summary>
/// Finds what happened since a webhook was looked after last: entries of the audit log and what became of alarms, each numbered in
/// the order in which it was stored. What is to be told and how far was looked are kept in one transaction.
/// </summary>
internal sealed class WebhookOutbox(IDbContextFactory<GatehouseContext> contexts, TimeProvider time)
{
    private const int Together = 500;

    private static readonly TimeSpan TakenKept = TimeSpan.FromDays(7);
    private static readonly TimeSpan DeadKept = TimeSpan.FromDays(30);

    /// <summary>Fills it for all webhooks; gives whether there may be more.</summary>
    public async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var more = false;
        var behind = context.Webhooks.Where(w => w.SiteId == SiteRow.First
            && (context.Audit.Any(a => a.SiteId == w.SiteId && a.Sequence > w.AuditTo) || context.AlarmEvents.Any(e => e.SiteId == w.SiteId && e.Id > w.AlarmsTo)));
        foreach (var name in await behind.Select(w => w.Name).ToListAsync(cancellationToken))
        {
            await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
            // Another host waits here, and then finds nothing new.
            await context.Webhooks.Where(w => w.SiteId == SiteRow.First && w.Name == name).ExecuteUpdateAsync(w => w.SetProperty(x => x.Url, x => x.Url), cancellationToken);
            if (await context.Webhooks.SingleOrDefaultAsync(w => w.SiteId == SiteRow.First && w.Name == name, cancellationToken) is { } webhook)
            {
                more |= await FillAsync(context, webhook, cancellationToken);
            }

            await context.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            context.ChangeTracker.Clear();
        }

        return more;
    }

    /// <summary>Forgets what was taken a week ago, and what was given up a month ago.</summary>
    public async Task ForgetAsync(CancellationToken cancellationToken)
    {
        var (taken, dead) = (time.GetUtcNow() - TakenKept, time.GetUtcNow() - DeadKept);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Deliveries.Where(d => d.SiteId == SiteRow.First && (d.TakenAt < taken || d.DeadAt < dead)).ExecuteDeleteAsync(cancellationToken);
    }

    private async Task<bool> FillAsync(GatehouseContext context, WebhookRow webhook, CancellationToken cancellationToken)
    {
        var audit = await context.Audit.AsNoTracking().Where(a => a.SiteId == webhook.SiteId && a.Sequence > webhook.AuditTo).OrderBy(a => a.Sequence).Take(Together).ToListAsync(cancellationToken);
        foreach (var entry in audit)
        {
            Add(context, webhook, entry.Action, entry.At, new { entry.Sequence, entry.By, entry.Subject });
        }

        var alarms = await context.AlarmEvents.AsNoTracking().Where(e => e.SiteId == webhook.SiteId && e.Id > webhook.AlarmsTo).OrderBy(e => e.Id).Take(Together)
            .Join(context.Alarms, e => new { e.SiteId, Id = e.AlarmId }, a => new { a.SiteId, a.Id }, (e, a) => new { Event = e, Alarm = a }).ToListAsync(cancellationToken);
        // What people do with alarms stands in the audit log.
        foreach (var happened in alarms.Where(a => a.Event.By is null))
        {
            Add(context, webhook, $"alarm.{happened.Event.What}", happened.Event.At, new { Alarm = happened.Alarm.Id, happened.Alarm.Kiosk, happened.Alarm.Kind, happened.Alarm.Severity, happened.Event.Detail });
        }

        (webhook.AuditTo, webhook.AlarmsTo) = (audit.LastOrDefault()?.Sequence ?? webhook.AuditTo, alarms.LastOrDefault()?.Event.Id ?? webhook.AlarmsTo);
        return audit.Count == Together || alarms.Count == Together;
    }

    private void Add(GatehouseContext context, WebhookRow webhook, string what, DateTimeOffset at, object data)
    {
        if (!webhook.Events.Split(' ').Any(e => e == "*" || e == what || (e.EndsWith(".*", StringComparison.Ordinal) && what.StartsWith(e[..^1], StringComparison.Ordinal))))
        {
            return;
        }

        var now = time.GetUtcNow();
        context.Deliveries.Add(new DeliveryRow
        {
            SiteId = webhook.SiteId,
            Id = "msg_" + Guid.CreateVersion7(now).ToString("N"),
            Webhook = webhook.Name,
            Event = what,
            Body = JsonSerializer.Serialize(new { Type = what, Timestamp = at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture), Data = data }, EntryJson.Options),
            MadeAt = now,
            NextAt = now,
        });
    }
}
