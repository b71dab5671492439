using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Gatehouse.Host.Api;
using Gatehouse.Host.Audit;
using Gatehouse.Host.Identity;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Webhooks;

/// <summary>The addresses that are told what happens, and what they are to be told.</summary>
internal sealed partial class WebhookBook(IDbContextFactory<GatehouseContext> contexts, TimeProvider time)
{
    private const int Most = 20;
    private const int MostShown = 200;
    private const int SecretLength = 24;

    /// <summary>Adds one; it is told what happens from now on.</summary>
    /// <returns>The secret by which what it is told is signed.</returns>
    /// <exception cref="HostException">There is one of this name, or something of it is no address or event.</exception>
    public async Task<string> AddAsync(Actor by, NewWebhook asked, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(asked.Address, UriKind.Absolute, out var url) || url.UserInfo.Length > 0 || !(url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)))
        {
            throw new HostException("A webhook's address is https://…, or http://… on this machine, without a name and password.");
        }

        if (asked.Events.FirstOrDefault(e => e is null || !Event().IsMatch(e)) is { } wrong)
        {
            throw new HostException($"'{wrong}' is no event: they are called as the audit log calls actions, such as badge.state; alarm.raised, alarm.* and * are others.");
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await context.Webhooks.CountAsync(w => w.SiteId == SiteRow.First, cancellationToken) >= Most)
        {
            throw new HostException($"There are {Most} webhooks already: take one away first.");
        }

        if (await context.Webhooks.AnyAsync(w => w.SiteId == SiteRow.First && w.Name == asked.Name, cancellationToken))
        {
            throw new HostException($"There is a webhook {asked.Name} already.");
        }

        var row = new WebhookRow
        {
            SiteId = SiteRow.First,
            Name = asked.Name,
            Url = url.AbsoluteUri,
            Secret = "whsec_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretLength)),
            Events = string.Join(' ', asked.Events),
            MadeBy = by.ToString(),
            MadeAt = time.GetUtcNow(),
        };
        await AuditLog.AddAsync(context, by, time, new AuditEntry("webhook.add", row.Name, After: new { asked.Address, asked.Events }), cancellationToken);
        (row.AuditTo, row.AlarmsTo) = (await LastAsync(context, CounterRow.Audit, cancellationToken), await LastAsync(context, CounterRow.AlarmEvents, cancellationToken));
        context.Webhooks.Add(row);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return row.Secret;
    }

    /// <summary>Takes one away, with what it was still to be told.</summary>
    /// <exception cref="NotThereException">There is none.</exception>
    public async Task RemoveAsync(Actor by, string name, CancellationToken cancellationToken, string? match = null)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var made = await context.Webhooks.Where(w => w.SiteId == SiteRow.First && w.Name == name).Select(w => (DateTimeOffset?)w.MadeAt).SingleOrDefaultAsync(cancellationToken) ?? throw NotThere(name);
        StateMark.Check(match, State(made));
        await context.Deliveries.Where(d => d.SiteId == SiteRow.First && d.Webhook == name).ExecuteDeleteAsync(cancellationToken);
        if (await context.Webhooks.Where(w => w.SiteId == SiteRow.First && w.Name == name).ExecuteDeleteAsync(cancellationToken) == 0)
        {
            throw NotThere(name);
        }

        await AuditLog.AddAsync(context, by, time, new AuditEntry("webhook.remove", name), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>All of them, by name.</summary>
    public async Task<IReadOnlyList<WebhookView>> ListAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await context.Webhooks.AsNoTracking().Where(w => w.SiteId == SiteRow.First).OrderBy(w => w.Name).ToListAsync(cancellationToken);
        var counts = (await context.Deliveries.Where(d => d.SiteId == SiteRow.First && d.TakenAt == null).GroupBy(d => new { d.Webhook, Dead = d.DeadAt != null }).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken))
            .ToDictionary(c => (c.Key.Webhook, c.Key.Dead), c => c.Count);
        return rows.ConvertAll(w => new WebhookView(w.Name, w.Url, w.Events.Split(' '), w.MadeBy, w.MadeAt, counts.GetValueOrDefault((w.Name, false)), counts.GetValueOrDefault((w.Name, true))));
    }

    /// <summary>One of them.</summary>
    /// <exception cref="NotThereException">There is none.</exception>
    public async Task<WebhookView> OneAsync(string name, CancellationToken cancellationToken) =>
        (await ListAsync(cancellationToken)).FirstOrDefault(w => w.Name == name) ?? throw NotThere(name);

    /// <summary>What tells one from another that had its name before; nothing else of it changes.</summary>
    public static string State(DateTimeOffset madeAt) => madeAt.UtcTicks.ToString(CultureInfo.InvariantCulture);

    /// <summary>What one was or is to be told, the newest first.</summary>
    /// <exception cref="NotThereException">There is no such webhook.</exception>
    public async Task<IReadOnlyList<DeliveryView>> DeliveriesAsync(string name, bool dead, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await context.Webhooks.AnyAsync(w => w.SiteId == SiteRow.First && w.Name == name, cancellationToken))
        {
            throw NotThere(name);
        }

        return (await context.Deliveries.AsNoTracking().Where(d => d.SiteId == SiteRow.First && d.Webhook == name && (!dead || d.DeadAt != null)).OrderByDescending(d => d.Id).Take(MostShown).ToListAsync(cancellationToken))
            .ConvertAll(d => new DeliveryView(d.Id, d.Event, d.TakenAt is not null ? "taken" : d.DeadAt is not null ? "dead" : "waiting", d.MadeAt, d.Tries, d.NextAt, d.Last));
    }

    /// <summary>Tells once more what was given up.</summary>
    /// <exception cref="NotThereException">Nothing of this name was given up.</exception>
    public async Task RetryAsync(Actor by, string name, string id, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await context.Deliveries.Where(d => d.SiteId == SiteRow.First && d.Webhook == name && d.Id == id && d.DeadAt != null)
            .ExecuteUpdateAsync(d => d.SetProperty(x => x.DeadAt, (DateTimeOffset?)null).SetProperty(x => x.NextAt, now).SetProperty(x => x.Tries, 0), cancellationToken) == 0)
        {
            throw new NotThereException($"Nothing of this name was given up for {name}.");
        }

        await AuditLog.AddAsync(context, by, time, new AuditEntry("webhook.retry", name, After: new { Id = id }), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task<long> LastAsync(GatehouseContext context, string counter, CancellationToken cancellationToken) =>
        await context.Set<CounterRow>().Where(c => c.Name == counter).Select(c => c.Last).SingleAsync(cancellationToken);

    private static NotThereException NotThere(string name) => new($"There is no webhook {name}.");

    [GeneratedRegex(@"^(\*|[a-z]+\.(\*|[a-zA-Z]+))$")]
    private static partial Regex Event();
}
