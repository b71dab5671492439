using System.Globalization;
using Gatehouse.Contract;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Rosters;

/// <summary>Makes of the site's people and badges what kiosks decide by.</summary>
internal sealed class RosterSource(IDbContextFactory<GatehouseContext> contexts, TimeProvider time)
{
    /// <summary>How a revision is named: its number, so that people can tell which is newer, and its mark.</summary>
    public static string Name(RosterRow revision) => string.Create(CultureInfo.InvariantCulture, $"{revision.Number}-{revision.Mark}");

    /// <summary>The newest revision; null while nobody is on the roster.</summary>
    public async Task<string?> NewestAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await NewestAsync(context, cancellationToken) is { } newest ? Name(newest) : null;
    }

    /// <summary>What a kiosk lacks that decides by a revision; null when it lacks nothing.</summary>
    /// <param name="kiosk">The kiosk.</param>
    /// <param name="since">The revision; null when it has none of this host.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<RosterUpdate?> ReadAsync(KioskId kiosk, string? since, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await NoteAsync(context, kiosk, since, cancellationToken);
        await using var snapshot = await context.BeginSnapshotAsync(cancellationToken);
        if (await NewestAsync(context, cancellationToken) is not { } newest || Name(newest) == since)
        {
            return null;
        }

        var before = await FindAsync(context, since, cancellationToken);
        var site = await context.Sites.AsNoTracking().SingleAsync(s => s.Id == SiteRow.First, cancellationToken);
        var groups = await context.People.Where(p => p.SiteId == site.Id).Select(p => p.Group).Distinct().ToListAsync(cancellationToken);
        var people = await context.People.AsNoTracking()
            .Where(p => p.SiteId == site.Id && (before == null || p.ChangedIn > before))
            .OrderBy(p => p.Id)
            .ToListAsync(cancellationToken);
        var badges = (await context.Badges.AsNoTracking()
            .Where(b => b.SiteId == site.Id && b.State == BadgeRow.Active
                && context.People.Any(p => p.SiteId == b.SiteId && p.Id == b.PersonId && (before == null || p.ChangedIn > before)))
            .ToListAsync(cancellationToken)).ToLookup(b => b.PersonId);
        var key = site.BadgeKey!;
        return new RosterUpdate(before is null ? null : since, new Roster(
            Name(newest),
            Convert.ToBase64String(key),
            site.TimeZone!,
            [],
            [.. groups.Order(StringComparer.Ordinal).Select(g => new RosterGroup(g))],
            [.. people.Select(p => new RosterPerson(p.Number, p.Name, p.Group, [.. badges[p.Id].Select(b => BadgeHash.Of(b.Badge, key).Hex)], p.ValidFrom, p.ValidTo, p.Suspended))]));
    }

    private static Task<RosterRow?> NewestAsync(GatehouseContext context, CancellationToken cancellationToken) =>
        context.Rosters.AsNoTracking().Where(r => r.SiteId == SiteRow.First).OrderByDescending(r => r.Number).FirstOrDefaultAsync(cancellationToken);

    /// <summary>The number of a revision that this host gave; null for one that it did not.</summary>
    private static async Task<long?> FindAsync(GatehouseContext context, string? name, CancellationToken cancellationToken)
    {
        var hyphen = name?.IndexOf('-', StringComparison.Ordinal) ?? -1;
        if (hyphen < 1 || !long.TryParse(name.AsSpan(0, hyphen), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        var mark = name![(hyphen + 1)..];
        return await context.Rosters.AnyAsync(r => r.SiteId == SiteRow.First && r.Number == number && r.Mark == mark, cancellationToken) ? number : null;
    }

    private async Task NoteAsync(GatehouseContext context, KioskId kiosk, string? since, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await context.Kiosks
            .Where(k => k.SiteId == SiteRow.First && k.Name == kiosk.ToString() && k.Roster != since)
            .ExecuteUpdateAsync(k => k.SetProperty(x => x.Roster, since).SetProperty(x => x.RosterAt, now), cancellationToken);
    }
}
