using System.Security.Cryptography;
using Gatehouse.Host.Api;
using Gatehouse.Host.Audit;
using Gatehouse.Host.Identity;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Rosters;

/// <summary>Makes a revision of the roster of each change that gates have to know, in the transaction of that change.</summary>
internal sealed class RosterRevisions(IDbContextFactory<GatehouseContext> contexts, TimeProvider time)
{
    private const int KeyLength = 32;
    private const int MarkLength = 4;

    /// <summary>Does a change, and makes a revision and an entry of the audit log of it unless it was refused or changed nothing; then nothing is kept of it.</summary>
    /// <param name="by">Who changes it.</param>
    /// <param name="what">What is done, as the audit log names it, such as <c>schedule.set</c>.</param>
    /// <param name="subject">To what.</param>
    /// <param name="change">Changes it; told the number of the revision and what time it is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="match">The <see cref="StateMark"/> of <see cref="RosterChange.Was"/> as whoever changes it saw it; null where they do not say.</param>
    public async Task<RosterChange> ChangeAsync(
        Actor by, string what, string subject, Func<GatehouseContext, long, DateTimeOffset, Task<RosterChange>> change, CancellationToken cancellationToken, string? match = null)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        // Before anything is looked at: whoever else wants one waits until the transaction ends.
        var number = await context.NextAsync(CounterRow.Rosters, cancellationToken);
        var done = await change(context, number, time.GetUtcNow());
        if (done.Refusal is null)
        {
            StateMark.Check(match, done.Was);
        }

        if (done.Refusal is not null || done.Was == done.Is)
        {
            return done;
        }

        var revision = await AddAsync(context, number, what, time, cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        await AuditLog.AddAsync(context, by, time, new AuditEntry(what, subject, done.Was, done.Why is null ? done.Is : new { What = done.Is, done.Why }), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return done with { Roster = RosterSource.Name(revision) };
    }

    /// <summary>Makes a revision with nobody changed in it, so that a host that was put back gives none that it gave before; the caller saves it.</summary>
    /// <returns>The revision; null where there is no roster.</returns>
    public static async Task<string?> RenewAsync(GatehouseContext context, TimeProvider time, CancellationToken cancellationToken) =>
        await context.Rosters.AnyAsync(r => r.SiteId == SiteRow.First, cancellationToken)
            ? RosterSource.Name(await AddAsync(context, await context.NextAsync(CounterRow.Rosters, cancellationToken), "restored", time, cancellationToken))
            : null;

    /// <summary>Adds the revision of a number that was taken in the transaction that is open; the caller saves it.</summary>
    public static async Task<RosterRow> AddAsync(GatehouseContext context, long number, string what, TimeProvider time, CancellationToken cancellationToken)
    {
        var revision = new RosterRow
        {
            SiteId = SiteRow.First,
            Number = number,
            Mark = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(MarkLength)),
            At = time.GetUtcNow(),
            What = what,
        };
        context.Rosters.Add(revision);
        var site = await context.Sites.SingleAsync(s => s.Id == SiteRow.First, cancellationToken);
        site.BadgeKey ??= RandomNumberGenerator.GetBytes(KeyLength);
        var zone = time.LocalTimeZone;
        site.TimeZone ??= zone.HasIanaId
            ? zone.Id
            : throw new HostException($"This machine's time zone '{zone.Id}' has no IANA name, such as Asia/Shanghai, by which gates would know it: set it with 'timedatectl set-timezone', or by TZ in the environment.");
        return revision;
    }
}
