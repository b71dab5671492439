using System.Globalization;
using Gatehouse.Host.Api;
using Gatehouse.Host.Audit;
using Gatehouse.Host.Identity;
using Gatehouse.Host.Rosters;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.People;

/// <summary>The site's people and their badges. Each change makes a revision of the roster, which kiosks follow.</summary>
internal sealed class PeopleRegister(IDbContextFactory<GatehouseContext> contexts, TimeProvider time)
{
    /// <summary>Changes the state of a badge.</summary>
    /// <returns>Whose it is, and the revision of the roster; null where it was in that state already.</returns>
    /// <exception cref="NotThereException">Nobody has it.</exception>
    public async Task<(PersonRow Owner, string? Roster)> SetBadgeAsync(Actor by, string badge, string state, CancellationToken cancellationToken, string? match = null)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var number = await context.NextAsync(CounterRow.Rosters, cancellationToken);
        var row = await BadgeText.FindAsync(context, badge, cancellationToken)
            ?? throw new NotThereException($"Nobody has the badge {badge}: 'gatehouse-host people list' shows everybody's.");
        var owner = await context.People.SingleAsync(p => p.SiteId == row.SiteId && p.Id == row.PersonId, cancellationToken);
        StateMark.Check(match, State(owner.ChangedIn));
        if (row.State == state)
        {
            return (owner, null);
        }

        var revision = await RosterRevisions.AddAsync(context, number, $"badge {state}", time, cancellationToken);
        await AuditLog.AddAsync(context, by, time, new AuditEntry("badge.state", badge, new { Person = owner.Number, row.State }, new { Person = owner.Number, State = state }), cancellationToken);
        (row.State, row.ChangedAt, owner.ChangedIn) = (state, revision.At, revision.Number);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (owner, RosterSource.Name(revision));
    }

    /// <summary>Lets somebody in again, or not.</summary>
    /// <returns>The person, and the revision of the roster; null where it was so already.</returns>
    /// <exception cref="NotThereException">There is nobody of this number.</exception>
    public async Task<(PersonRow Person, string? Roster)> SuspendAsync(Actor by, string person, bool suspended, CancellationToken cancellationToken, string? match = null)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var number = await context.NextAsync(CounterRow.Rosters, cancellationToken);
        var row = await context.People.SingleOrDefaultAsync(p => p.SiteId == SiteRow.First && p.Number == person && p.RemovedAt == null, cancellationToken)
            ?? throw new NotThereException($"Nobody has the number {person}: 'gatehouse-host people list' shows everybody.");
        StateMark.Check(match, State(row.ChangedIn));
        if (row.Suspended == suspended)
        {
            return (row, null);
        }

        var revision = await RosterRevisions.AddAsync(context, number, suspended ? "suspended" : "readmitted", time, cancellationToken);
        await AuditLog.AddAsync(context, by, time, new AuditEntry(suspended ? "person.suspend" : "person.readmit", person, new { row.Suspended }, new { Suspended = suspended }), cancellationToken);
        (row.Suspended, row.ChangedIn) = (suspended, revision.Number);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (row, RosterSource.Name(revision));
    }

    /// <summary>By which revision of the roster somebody or their badges were changed last.</summary>
    public static string State(long changedIn) => changedIn.ToString(CultureInfo.InvariantCulture);

    /// <summary>Everybody with their badges, by number.</summary>
    public async Task<IReadOnlyList<(PersonRow Person, IReadOnlyList<BadgeRow> Badges)>> ListAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var badges = (await context.Badges.AsNoTracking().Where(b => b.SiteId == SiteRow.First).OrderBy(b => b.Badge).ToListAsync(cancellationToken)).ToLookup(b => b.PersonId);
        var people = await context.People.AsNoTracking().Where(p => p.SiteId == SiteRow.First && p.RemovedAt == null).OrderBy(p => p.Number).ToListAsync(cancellationToken);
        return [.. people.Select(p => (p, (IReadOnlyList<BadgeRow>)[.. badges[p.Id]]))];
    }
}
