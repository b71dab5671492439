using Gatehouse.Host.Api;
using Gatehouse.Host.Audit;
using Gatehouse.Host.Identity;
using Gatehouse.Host.Retention;
using Gatehouse.Host.Rosters;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.People;

/// <summary>
/// Removes people in two steps: first their rights go, at once, and their badges may be given to others; some time later their name
/// does, wherever this host has it. Records stay, and say their number.
/// </summary>
internal sealed class PersonRemoval(IDbContextFactory<GatehouseContext> contexts, TimeProvider time)
{
    /// <summary>So many days usually lie between the two.</summary>
    public const int UsualDays = 30;

    /// <summary>Takes somebody's rights away.</summary>
    /// <returns>The revision of the roster; null where they were removed before.</returns>
    /// <exception cref="HostException">There is nobody of this number.</exception>
    public async Task<string?> RemoveAsync(Actor by, string number, CancellationToken cancellationToken, string? match = null)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var revised = await context.NextAsync(CounterRow.Rosters, cancellationToken);
        var person = await PersonAsync(context, number, cancellationToken);
        StateMark.Check(match, PeopleRegister.State(person.ChangedIn));
        if (person.RemovedAt is not null)
        {
            return null;
        }

        var revision = await RosterRevisions.AddAsync(context, revised, "person removed", time, cancellationToken);
        var badges = await context.Badges.Where(b => b.SiteId == person.SiteId && b.PersonId == person.Id && b.State != BadgeRow.Returned).ToListAsync(cancellationToken);
        await AuditLog.AddAsync(
            context, by, time, new AuditEntry("person.remove", number, new { State = PersonState.Of(person), Badges = badges.ConvertAll(b => new { b.Badge, b.State }) }), cancellationToken);
        foreach (var badge in badges.Where(b => b.State != BadgeRow.Lost))
        {
            (badge.State, badge.ChangedAt) = (BadgeRow.Returned, revision.At);
        }

        (person.RemovedAt, person.ChangedIn) = (revision.At, revision.Number);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return RosterSource.Name(revision);
    }

    /// <summary>Erases the name of somebody who was removed, wherever this host has it.</summary>
    /// <param name="by">Who says so.</param>
    /// <param name="number">Whose.</param>
    /// <param name="days">How many days must have gone by since they were removed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>From how many records.</returns>
    /// <exception cref="HostException">There is nobody of this number, or they were not removed, or not long enough ago.</exception>
    public async Task<int> PurgeAsync(Actor by, string number, int days, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await context.NextAsync(CounterRow.Rosters, cancellationToken);
        var person = await PersonAsync(context, number, cancellationToken);
        var now = time.GetUtcNow();
        if (person.RemovedAt is not { } removed)
        {
            throw new HostException($"{number} was not removed: say 'gatehouse-host people remove {number}' first.");
        }

        if (removed.AddDays(days) is var from && from > now)
        {
            throw new HostException(FormattableString.Invariant($"{number} was removed on {removed.UtcDateTime:yyyy-MM-dd} and can be purged from {from.UtcDateTime:yyyy-MM-dd} on; --days says otherwise."));
        }

        var erased = await PersonalErasure.OfPersonAsync(context, number, cancellationToken);
        await context.Audit.Where(a => a.SiteId == person.SiteId && a.Subject == number).ExecuteUpdateAsync(a => a.SetProperty(x => x.Personal, (byte[]?)null), cancellationToken);
        await context.ImportChanges.Where(c => c.SiteId == person.SiteId && c.PersonId == person.Id).ExecuteDeleteAsync(cancellationToken);
        new PersonState(number, person.Group, null, null, null, null, removed, now).Restore(person);
        (person.Host, person.Escorted) = (null, false);
        await context.SaveChangesAsync(cancellationToken);
        await AuditLog.AddAsync(context, by, time, new AuditEntry("person.purge", number, After: new { Records = erased }), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return erased;
    }

    private static async Task<PersonRow> PersonAsync(GatehouseContext context, string number, CancellationToken cancellationToken) =>
        await context.People.SingleOrDefaultAsync(p => p.SiteId == SiteRow.First && p.Number == number, cancellationToken)
        ?? throw new NotThereException($"Nobody has the number {number}: 'gatehouse-host people list' shows everybody.");
}
