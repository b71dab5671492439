using Gatehouse.Host.Identity;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.People;

/// <summary>Somebody as shown.</summary>
/// <param name="Number">The number by which records name the person.</param>
/// <param name="Name">The name.</param>
/// <param name="Group">The group.</param>
/// <param name="Department">The department; null for none.</param>
/// <param name="Language">The language in which gates speak to them; null for the site's.</param>
/// <param name="ValidFrom">From when they may enter, UTC; null for always.</param>
/// <param name="ValidTo">Until when, exclusive, UTC; null for always.</param>
/// <param name="Suspended">Whether they are let in no more.</param>
/// <param name="Badges">Their badges.</param>
public sealed record PersonView(
    string Number, string Name, string Group, string? Department, string? Language, DateTimeOffset? ValidFrom, DateTimeOffset? ValidTo, bool Suspended, IReadOnlyList<BadgeView> Badges);

/// <summary>A badge as shown.</summary>
/// <param name="Badge">As a reader says it, such as <c>H10301:7:1201</c>.</param>
/// <param name="State"><c>active</c>, <c>suspended</c>, <c>lost</c> or <c>returned</c>.</param>
/// <param name="ChangedAt">Since when, UTC.</param>
public sealed record BadgeView(string Badge, string State, DateTimeOffset ChangedAt);

/// <summary>Reads people, page by page.</summary>
internal sealed class PeopleList(IDbContextFactory<GatehouseContext> contexts)
{
    /// <summary>People by number.</summary>
    /// <param name="search">A part of the name, or the number; null for everybody.</param>
    /// <param name="after">Only those whose number comes after this one.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<PersonView>> PageAsync(string? search, string? after, int limit, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = context.People.AsNoTracking().Where(p => p.SiteId == SiteRow.First && p.RemovedAt == null);
        if (search is not null)
        {
#pragma warning disable CA1309, CA1862, CA1311, CA1304 // The engine compares.
            rows = rows.Where(p => p.Number == search || p.Name.ToLower().Contains(search.ToLower()));
        }

        if (after is not null)
        {
            rows = rows.Where(p => string.Compare(p.Number, after) > 0);
        }
#pragma warning restore CA1309, CA1862, CA1311, CA1304

        var people = await rows.OrderBy(p => p.Number).Take(limit).ToListAsync(cancellationToken);
        var ids = people.ConvertAll(p => p.Id);
        var badges = (await context.Badges.AsNoTracking().Where(b => b.SiteId == SiteRow.First && ids.Contains(b.PersonId)).OrderBy(b => b.Badge).ToListAsync(cancellationToken)).ToLookup(b => b.PersonId);
        return people.ConvertAll(p => View(p, badges[p.Id]));
    }

    /// <summary>One of them, and the mark of their present state.</summary>
    /// <exception cref="NotThereException">There is nobody of this number.</exception>
    public async Task<(PersonView Person, long ChangedIn)> OneAsync(string number, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await context.People.AsNoTracking().SingleOrDefaultAsync(p => p.SiteId == SiteRow.First && p.Number == number && p.RemovedAt == null, cancellationToken)
            ?? throw new NotThereException($"Nobody has the number {number}.");
        var badges = await context.Badges.AsNoTracking().Where(b => b.SiteId == row.SiteId && b.PersonId == row.Id).OrderBy(b => b.Badge).ToListAsync(cancellationToken);
        return (View(row, badges), row.ChangedIn);
    }

    private static PersonView View(PersonRow person, IEnumerable<BadgeRow> badges) => new(
        person.Number, person.Name, person.Group, person.Department, person.Language, person.ValidFrom, person.ValidTo, person.Suspended,
        [.. badges.Select(b => new BadgeView(b.Badge, b.State, b.ChangedAt))]);
}
