using Gatehouse.Host.Audit;
using Gatehouse.Host.Rosters;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.People;

/// <summary>What came of giving somebody a badge.</summary>
/// <param name="Owner">Whose it is now.</param>
/// <param name="Roster">The revision of the roster that it made; null where it made none.</param>
internal sealed record BadgeGift(PersonRow Owner, string? Roster)
{
    /// <summary>Gives somebody a badge in the transaction that is open; one that another person has stays theirs.</summary>
    /// <param name="context">The transaction, in which a revision's number was taken before anything was looked at.</param>
    /// <param name="number">That number.</param>
    /// <param name="by">Who gives it.</param>
    /// <param name="badge">The badge.</param>
    /// <param name="person">To whom.</param>
    /// <param name="time">What time it is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<BadgeGift> MakeAsync(GatehouseContext context, long number, Actor by, string badge, PersonRow person, TimeProvider time, CancellationToken cancellationToken)
    {
        var row = await BadgeText.FindAsync(context, badge, cancellationToken);
        if (row is not null && row.State != BadgeRow.Returned && row.PersonId != person.Id)
        {
            return new BadgeGift(await context.People.SingleAsync(p => p.SiteId == row.SiteId && p.Id == row.PersonId, cancellationToken), null);
        }

        var key = (await context.Sites.SingleAsync(s => s.Id == SiteRow.First, cancellationToken)).BadgeKey;
        if (key is not null)
        {
            var hash = BadgeText.Hash(badge, key);
            await context.UnknownBadges.Where(b => b.SiteId == SiteRow.First && b.Hash == hash).ExecuteDeleteAsync(cancellationToken);
        }

        if (row is { State: BadgeRow.Active } && row.PersonId == person.Id)
        {
            return new BadgeGift(person, null);
        }

        var revision = await RosterRevisions.AddAsync(context, number, "badge assigned", time, cancellationToken);
        var before = row is null ? null : new { row.PersonId, row.State };
        if (row is null)
        {
            row = new BadgeRow { SiteId = person.SiteId, Badge = badge, State = BadgeRow.Active };
            context.Badges.Add(row);
        }

        (row.PersonId, row.State, row.ChangedAt, person.ChangedIn) = (person.Id, BadgeRow.Active, revision.At, revision.Number);
        await context.SaveChangesAsync(cancellationToken);
        await AuditLog.AddAsync(context, by, time, new AuditEntry("badge.assign", row.Badge, before, new { Person = person.Number, row.State }), cancellationToken);
        return new BadgeGift(person, RosterSource.Name(revision));
    }
}
