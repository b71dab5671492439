using System.Collections.Concurrent;
using System.Globalization;
using Gatehouse.Contract;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Rosters;

/// <summary>Gives each kiosk what it decides by, whole or what changed of it.</summary>
internal sealed class RosterSource(IDbContextFactory<GatehouseContext> contexts, RosterDigests digests, TimeProvider time)
{
    // Written down once in a while: a thousand kiosks that follow at once must not wait for a thousand flushes.
    private readonly ConcurrentDictionary<KioskId, string> _mended = new();
    private readonly ConcurrentDictionary<KioskId, Said> _said = new();

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
    /// <param name="digest">The digest of what it holds; null when it does not say.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<RosterUpdate?> ReadAsync(KioskId kiosk, string? since, string? digest, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var snapshot = await context.BeginSnapshotAsync(cancellationToken);
        var newest = await NewestAsync(context, cancellationToken);
        if (newest is null || Name(newest) == since)
        {
            bool? fits = newest is null || digest is null ? null : digest == await digests.OfAsync(context, kiosk.ToString(), Name(newest), cancellationToken);
            Note(kiosk, since, fits);
            return fits == false && IsNew(kiosk, $"{since} {digest}")
                ? new RosterUpdate(null, await GateRoster.ReadAsync(context, kiosk.ToString(), Name(newest!), since: null, cancellationToken))
                : null;
        }

        Note(kiosk, since, fits: null);
        var before = await FindAsync(context, since, cancellationToken);
        return new RosterUpdate(before is null ? null : since, await GateRoster.ReadAsync(context, kiosk.ToString(), Name(newest), before, cancellationToken));
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
        foreach (var (kiosk, (revision, fits)) in said)
        {
            var own = context.Kiosks.Where(k => k.SiteId == SiteRow.First && k.Name == kiosk.ToString());
            await own.Where(k => k.Roster != revision).ExecuteUpdateAsync(k => k.SetProperty(x => x.Roster, revision).SetProperty(x => x.RosterAt, now), cancellationToken);
            await own.Where(k => k.RosterFits != fits).ExecuteUpdateAsync(k => k.SetProperty(x => x.RosterFits, fits), cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        foreach (var note in said)
        {
            _said.TryRemove(note);
        }
    }

    private void Note(KioskId kiosk, string? since, bool? fits)
    {
        if (since is not null)
        {
            _said[kiosk] = new Said(since, fits);
        }
    }

    /// <summary>Whether that difference was not yet mended by a whole roster: another whole one would not mend it either.</summary>
    private bool IsNew(KioskId kiosk, string difference)
    {
        var isNew = _mended.GetValueOrDefault(kiosk) != difference;
        _mended[kiosk] = difference;
        return isNew;
    }

    private readonly record struct Said(string Revision, bool? Fits);

    /// <summary>None while there are no people, whatever rules there are already: gates keep the roster that was installed on them.</summary>
    private static Task<RosterRow?> NewestAsync(GatehouseContext context, CancellationToken cancellationToken) =>
        context.Rosters.AsNoTracking().Where(r => r.SiteId == SiteRow.First && context.People.Any(p => p.SiteId == r.SiteId)).OrderByDescending(r => r.Number).FirstOrDefaultAsync(cancellationToken);

    /// <summary>The number of a revision that this host gave; null for one that it did not.</summary>
    public static async Task<long?> FindAsync(GatehouseContext context, string? name, CancellationToken cancellationToken)
    {
        if (NumberIn(name) is not { } number)
        {
            return null;
        }

        var mark = name!.Split('-', 2)[1];
        return await context.Rosters.AnyAsync(r => r.SiteId == SiteRow.First && r.Number == number && r.Mark == mark, cancellationToken) ? number : null;
    }
}
