using System.Globalization;
using Gatehouse.Host.Audit;
using Gatehouse.Host.Identity;
using Gatehouse.Host.Rosters;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.People;

/// <summary>Somebody who visits.</summary>
/// <param name="Name">Their name.</param>
/// <param name="Host">The number of the person whom they visit.</param>
/// <param name="Group">The group whose permissions they have.</param>
/// <param name="Until">Until when they may enter, exclusive.</param>
/// <param name="Badge">The day badge that they are given; null for none yet.</param>
/// <param name="Escorted">Whether they may not be alone on the site.</param>
internal sealed record Visit(string Name, string Host, string Group, DateTimeOffset Until, string? Badge, bool Escorted);

/// <summary>A visitor as they are listed.</summary>
/// <param name="Number">Their number.</param>
/// <param name="Name">Their name.</param>
/// <param name="Host">The number of the person whom they visit.</param>
/// <param name="Escorted">Whether they may not be alone on the site.</param>
/// <param name="From">Since when they may enter.</param>
/// <param name="Until">Until when.</param>
/// <param name="Badges">The day badges that they have not returned.</param>
/// <param name="State"><c>here</c>, <c>over</c> while they still have a badge, or <c>ended</c>.</param>
internal sealed record ListedVisitor(string Number, string Name, string? Host, bool Escorted, DateTimeOffset? From, DateTimeOffset? Until, IReadOnlyList<string> Badges, string State);

/// <summary>Visitors: people with somebody whom they visit, an end, and a day badge that goes to the next one.</summary>
internal sealed class VisitorRegister(IDbContextFactory<GatehouseContext> contexts, TimeProvider time)
{
    /// <summary>Lets somebody in from now on.</summary>
    /// <returns>Their number, and the revision of the roster.</returns>
    /// <exception cref="HostException">There is no such host, the badge is another person's, or the end has passed.</exception>
    public async Task<(string Number, string Roster)> AddAsync(Actor by, Visit visit, CancellationToken cancellationToken)
    {
        if (visit.Badge is { } shown && !PersonSheet.IsBadge(shown) && !BadgeText.IsHash(shown))
        {
            throw new HostException($"'{shown}' is no badge as a reader says it, such as H10301:7:1201.");
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var revised = await context.NextAsync(CounterRow.Rosters, cancellationToken);
        var now = time.GetUtcNow();
        if (visit.Until <= now)
        {
            throw new HostException("The visit would be over before it begins: give --until a time that is to come.");
        }

        if (!await context.People.AnyAsync(p => p.SiteId == SiteRow.First && p.Number == visit.Host && p.Host == null && p.RemovedAt == null, cancellationToken))
        {
            throw new HostException($"Nobody has the number {visit.Host}, whom they would visit: 'gatehouse-host people list' shows everybody.");
        }

        var revision = await RosterRevisions.AddAsync(context, revised, "visitor", time, cancellationToken);
        var person = new PersonRow
        {
            SiteId = SiteRow.First,
            Id = await context.NextAsync(CounterRow.People, cancellationToken),
            Number = await NumberAsync(context, cancellationToken),
            Name = visit.Name,
            Group = visit.Group,
            Host = visit.Host,
            Escorted = visit.Escorted,
            ValidFrom = now,
            ValidTo = visit.Until,
            ChangedIn = revision.Number,
        };
        context.People.Add(person);
        await context.SaveChangesAsync(cancellationToken);
        await AuditLog.AddAsync(context, by, time, new AuditEntry("visitor.add", person.Number, After: visit), cancellationToken);
        if (visit.Badge is { } badge)
        {
            var row = await BadgeText.FindAsync(context, badge, cancellationToken);
            if (row is { State: not BadgeRow.Returned })
            {
                var owner = await context.People.Where(p => p.SiteId == row.SiteId && p.Id == row.PersonId).Select(p => p.Number).SingleAsync(cancellationToken);
                throw new HostException($"{badge} is another person's, {owner}: say 'gatehouse-host visitor end {owner}' or 'gatehouse-host badge return' first.");
            }

            if (row is null)
            {
                row = new BadgeRow { SiteId = SiteRow.First, Badge = badge, State = BadgeRow.Active };
                context.Badges.Add(row);
            }

            (row.PersonId, row.State, row.ChangedAt) = (person.Id, BadgeRow.Active, now);
            await context.SaveChangesAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return (person.Number, RosterSource.Name(revision));
    }

    /// <summary>Ends a visit, or all that are over: their badges are returned and may be given to the next.</summary>
    /// <param name="by">Who says so.</param>
    /// <param name="number">The visitor; null for all whose time is over.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Who left, and the revision of the roster; null where it made none.</returns>
    /// <exception cref="HostException">There is no such visitor.</exception>
    public async Task<(IReadOnlyList<string> Numbers, string? Roster)> EndAsync(Actor by, string? number, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var revised = await context.NextAsync(CounterRow.Rosters, cancellationToken);
        var now = time.GetUtcNow();
        var visitors = await context.People
            .Where(p => p.SiteId == SiteRow.First && p.Host != null && p.RemovedAt == null && (number == null ? p.ValidTo <= now : p.Number == number))
            .Where(p => p.ValidTo > now || context.Badges.Any(b => b.SiteId == p.SiteId && b.PersonId == p.Id && b.State == BadgeRow.Active))
            .OrderBy(p => p.Id)
            .ToListAsync(cancellationToken);
        if (visitors.Count == 0)
        {
            return number is null || await context.People.AnyAsync(p => p.SiteId == SiteRow.First && p.Host != null && p.Number == number, cancellationToken)
                ? ([], null)
                : throw new NotThereException($"There is no visitor {number}: 'gatehouse-host visitor list' shows those there are.");
        }

        var revision = await RosterRevisions.AddAsync(context, revised, "visit ended", time, cancellationToken);
        foreach (var visitor in visitors)
        {
            var badges = await context.Badges.Where(b => b.SiteId == visitor.SiteId && b.PersonId == visitor.Id && b.State == BadgeRow.Active).ToListAsync(cancellationToken);
            badges.ForEach(b => (b.State, b.ChangedAt) = (BadgeRow.Returned, now));
            await AuditLog.AddAsync(
                context, by, time, new AuditEntry("visitor.end", visitor.Number, new { visitor.ValidTo }, new { ValidTo = now, Returned = badges.ConvertAll(b => b.Badge) }), cancellationToken);
            (visitor.ValidTo, visitor.ChangedIn) = (visitor.ValidTo < now ? visitor.ValidTo : now, revision.Number);
        }

        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (visitors.ConvertAll(v => v.Number), RosterSource.Name(revision));
    }

    /// <summary>Those who are here or have not returned their badge, or all, the latest first.</summary>
    public async Task<IReadOnlyList<ListedVisitor>> ListAsync(bool all, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        var visitors = await context.People.AsNoTracking().Where(p => p.SiteId == SiteRow.First && p.Host != null && p.RemovedAt == null).OrderByDescending(p => p.Id).ToListAsync(cancellationToken);
        var ids = visitors.ConvertAll(v => v.Id);
        var badges = (await context.Badges.AsNoTracking().Where(b => b.SiteId == SiteRow.First && ids.Contains(b.PersonId) && b.State == BadgeRow.Active).ToListAsync(cancellationToken))
            .ToLookup(b => b.PersonId, b => b.Badge);
        return
        [
            .. visitors
                .Select(v => new ListedVisitor(
                    v.Number, v.Name, v.Host, v.Escorted, v.ValidFrom, v.ValidTo, [.. badges[v.Id]], v.ValidTo > now ? "here" : badges.Contains(v.Id) ? "over" : "ended"))
                .Where(v => all || v.State != "ended"),
        ];
    }

    private static async Task<string> NumberAsync(GatehouseContext context, CancellationToken cancellationToken)
    {
        while (true)
        {
            var next = await context.NextAsync(CounterRow.Visitors, cancellationToken);
            var number = string.Create(CultureInfo.InvariantCulture, $"V{next:00000}");
            if (!await context.People.AnyAsync(p => p.SiteId == SiteRow.First && p.Number == number, cancellationToken))
            {
                return number;
            }
        }
    }
}
