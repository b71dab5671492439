using System.Collections.Concurrent;
using System.Globalization;
using Gatehouse.Contract;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Rosters;

/// <summary>Makes of the site's people and badges what kiosks decide by.</summary>
internal sealed class RosterSource(IDbContextFactory<GatehouseContext> contexts, TimeProvider time)
{
    // Written down once in a while: a thousand kiosks that follow at once must not wait for a thousand flushes.
    private readonly ConcurrentDictionary<KioskId, string> _said = new();

    /// <summary>How a revision is named: its number, so that people can tell which is newer, and its mark.</summary>
    public static string Name(RosterRow revision) => string.Create(CultureInfo.InvariantCulture, $"{revision.Number}-{revision.Mark}");

    /// <summary>The number in a revision's name; null where it is none of any host.</summary>
    public static long? NumberIn(string? name)
    {
        var hyphen = name?.IndexOf('-', StringComparison.Ordinal) ?? -1;
        return hyphen >= 1 && long.TryParse(name.AsSpan(0, hyphen), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

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
        if (since is not null)
        {
            _said[kiosk] = since;
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
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

    /// <summary>Writes down by which revision kiosks said that they decide.</summary>
    public async Task NoteAsync(CancellationToken cancellationToken)
    {
        if (_said.IsEmpty)
        {
            return;
        }

        var said = _said.ToArray();
        var now = time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        foreach (var (kiosk, revision) in said)
        {
            await context.Kiosks
                .Where(k => k.SiteId == SiteRow.First && k.Name == kiosk.ToString() && k.Roster != revision)
                .ExecuteUpdateAsync(k => k.SetProperty(x => x.Roster, revision).SetProperty(x => x.RosterAt, now), cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        foreach (var note in said)
        {
            _said.TryRemove(note);
        }
    }

    private static Task<RosterRow?> NewestAsync(GatehouseContext context, CancellationToken cancellationToken) =>
        context.Rosters.AsNoTracking().Where(r => r.SiteId == SiteRow.First).OrderByDescending(r => r.Number).FirstOrDefaultAsync(cancellationToken);

    /// <summary>The number of a revision that this host gave; null for one that it did not.</summary>
    private static async Task<long?> FindAsync(GatehouseContext context, string? name, CancellationToken cancellationToken)
    {
        if (NumberIn(name) is not { } number)
        {
            return null;
        }

        var mark = name!.Split('-', 2)[1];
        return await context.Rosters.AnyAsync(r => r.SiteId == SiteRow.First && r.Number == number && r.Mark == mark, cancellationToken) ? number : null;
    }
}
