using Gatehouse.Contract;
using Gatehouse.Host.Gates;
using Gatehouse.Host.People;
using Gatehouse.Host.Permissions;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Rosters;

/// <summary>
/// What one gate needs of the site's people and rules, and no more: of those who do not enter by it their numbers and badges alone,
/// for they may leave by it.
/// </summary>
internal static class GateRoster
{
    /// <summary>Puts it together.</summary>
    /// <param name="context">One unchanging view of the data.</param>
    /// <param name="gate">The kiosk's name.</param>
    /// <param name="revision">How the roster is named.</param>
    /// <param name="since">Of people those alone who changed after this number; null for everybody.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<Roster> ReadAsync(GatehouseContext context, string gate, string revision, long? since, CancellationToken cancellationToken)
    {
        var site = await context.Sites.AsNoTracking().SingleAsync(s => s.Id == SiteRow.First, cancellationToken);
        var groups = await GroupsAsync(context, gate, cancellationToken);
        var excluded = groups.Where(g => g.Excluded).Select(g => g.Name).ToHashSet(StringComparer.Ordinal);
        var people = await context.People.AsNoTracking()
            .Where(p => p.SiteId == site.Id && (since == null || p.ChangedIn > since))
            .OrderBy(p => p.Id)
            .ToListAsync(cancellationToken);
        var badges = (await context.Badges.AsNoTracking()
            .Where(b => b.SiteId == site.Id && b.State == BadgeRow.Active
                && context.People.Any(p => p.SiteId == b.SiteId && p.Id == b.PersonId && (since == null || p.ChangedIn > since)))
            .ToListAsync(cancellationToken)).ToLookup(b => b.PersonId);
        var key = site.BadgeKey!;
        var kiosk = await context.Kiosks.AsNoTracking().SingleAsync(k => k.SiteId == site.Id && k.Name == gate, cancellationToken);
        var order = await context.GateOrders.AsNoTracking().SingleOrDefaultAsync(o => o.SiteId == site.Id && o.KioskId == kiosk.Id, cancellationToken);
        return new Roster(
            revision,
            Convert.ToBase64String(key),
            site.TimeZone!,
            await SchedulesAsync(context, groups, cancellationToken),
            groups,
            [.. people.Select(p => Person(p, [.. badges[p.Id].Select(b => BadgeText.Hash(b.Badge, key))], excluded.Contains(p.Group)))],
            GateRegister.Rules(site, kiosk, order));
    }

    /// <summary>The groups as one gate sees them, by name.</summary>
    public static async Task<List<RosterGroup>> GroupsAsync(GatehouseContext context, string gate, CancellationToken cancellationToken)
    {
        var rules = await context.AccessRules.AsNoTracking().Where(r => r.SiteId == SiteRow.First && (r.Gate == gate || r.Gate == AccessRuleRow.Any)).ToListAsync(cancellationToken);
        var names = await context.People.Where(p => p.SiteId == SiteRow.First).Select(p => p.Group).Distinct().ToListAsync(cancellationToken);
        return
        [
            .. names.Order(StringComparer.Ordinal).Select(name => AccessRegister.For(rules, name, gate) switch
            {
                { Allowed: false } => new RosterGroup(name, Excluded: true),
                var rule => new RosterGroup(name, rule?.Schedule),
            }),
        ];
    }

    private static async Task<IReadOnlyList<Schedule>> SchedulesAsync(GatehouseContext context, List<RosterGroup> groups, CancellationToken cancellationToken)
    {
        var named = groups.Select(g => g.Schedule).OfType<string>().Distinct().ToList();
        if (named.Count == 0)
        {
            return [];
        }

        var holidays = await HolidayRegister.ReadAsync(context, cancellationToken);
        var rows = await context.Schedules.AsNoTracking().Where(s => s.SiteId == SiteRow.First && named.Contains(s.Name)).OrderBy(s => s.Name).ToListAsync(cancellationToken);
        return [.. rows.Select(row => ScheduleRegister.Kept(row).With(row.Name, holidays))];
    }

    /// <summary>Of somebody who was removed a gate knows the number alone: it is nobody's any more.</summary>
    private static RosterPerson Person(PersonRow person, IReadOnlyList<string> badges, bool isExcluded) => person.RemovedAt is not null
        ? new RosterPerson(person.Number, person.Number, person.Group, [], Suspended: true)
        : isExcluded
        ? new RosterPerson(person.Number, person.Number, person.Group, badges)
        : new RosterPerson(person.Number, person.Name, person.Group, badges, person.ValidFrom, person.ValidTo, person.Suspended, person.ForgivenAt);
}
