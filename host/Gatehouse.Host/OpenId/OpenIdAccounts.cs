using Gatehouse.Host.Audit;
using Gatehouse.Host.Identity;
using Gatehouse.Host.Storage;
using Gatehouse.Host.Users;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.OpenId;

/// <summary>Which account at the OpenID provider is whose, and how they come in by it.</summary>
internal sealed class OpenIdAccounts(IDbContextFactory<GatehouseContext> contexts, Sessions sessions, TimeProvider time)
{
    /// <summary>Lets in whoever an account is linked to.</summary>
    /// <returns>What came of it, and the session's secret where they are in.</returns>
    public async Task<(OpenIdOutcome Outcome, string? Secret)> EnterAsync(OpenIdAccount account, string from, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var links = context.OpenIdLinks.AsNoTracking().Where(l => l.Issuer == account.Issuer && l.Subject == account.Subject);
        if (await links.SingleOrDefaultAsync(cancellationToken) is not { User: var name })
        {
            return (OpenIdOutcome.Unlinked, null);
        }

        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        // Once the user is locked the link stays as it is; it may have been taken away in between.
        if (await UserRegister.LockAsync(context, name, cancellationToken) is not { } user || !await links.AnyAsync(l => l.User == name, cancellationToken))
        {
            return (OpenIdOutcome.Unlinked, null);
        }

        if (user.LockedUntil > time.GetUtcNow())
        {
            return (OpenIdOutcome.Locked, null);
        }

        var (secret, session) = await sessions.BeginAsync(context, name, from, byOpenId: true, cancellationToken);
        await AuditLog.AddAsync(context, new Actor(Actor.User, name), time, new AuditEntry("session.begin", name, After: new { session.Id, session.From, account.Issuer }), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (OpenIdOutcome.In, secret);
    }

    /// <summary>Links an account to a user who has just shown that it is theirs.</summary>
    public async Task<OpenIdOutcome> LinkAsync(Actor by, string name, OpenIdAccount account, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await UserRegister.LockAsync(context, name, cancellationToken) is null)
        {
            return OpenIdOutcome.Gone;
        }

        var near = await context.OpenIdLinks.AsNoTracking().Where(l => l.User == name || (l.Issuer == account.Issuer && l.Subject == account.Subject)).ToListAsync(cancellationToken);
        if (near.Count > 0)
        {
            return near.Exists(l => l.User != name) ? OpenIdOutcome.Taken
                : near.Exists(l => (l.Issuer, l.Subject) == (account.Issuer, account.Subject)) ? OpenIdOutcome.Linked
                : OpenIdOutcome.Another;
        }

        context.OpenIdLinks.Add(new OpenIdLinkRow { Issuer = account.Issuer, Subject = account.Subject, User = name, Name = account.Name, MadeAt = time.GetUtcNow() });
        await context.SaveChangesAsync(cancellationToken);
        await AuditLog.AddAsync(context, by, time, new AuditEntry("user.link", name, After: account), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return OpenIdOutcome.Linked;
    }

    /// <summary>Takes a user's link away; sessions that were begun by it end.</summary>
    /// <exception cref="NotThereException">There is no such user, or no link.</exception>
    public async Task UnlinkAsync(Actor by, string name, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await UserRegister.LockAsync(context, name, cancellationToken) is null)
        {
            throw new NotThereException($"There is no user {name}.");
        }

        if (!await UnlinkAsync(context, by, time, name, cancellationToken))
        {
            throw new NotThereException($"{name} has no account at an OpenID provider linked.");
        }

        await context.Sessions.Where(s => s.User == name && s.ByOpenId).ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Takes a user's link away in the transaction that is open.</summary>
    /// <returns>Whether there was one.</returns>
    public static async Task<bool> UnlinkAsync(GatehouseContext context, Actor by, TimeProvider time, string name, CancellationToken cancellationToken)
    {
        if (await context.OpenIdLinks.AsNoTracking().SingleOrDefaultAsync(l => l.User == name, cancellationToken) is not { } link)
        {
            return false;
        }

        await context.OpenIdLinks.Where(l => l.User == name).ExecuteDeleteAsync(cancellationToken);
        await AuditLog.AddAsync(context, by, time, new AuditEntry("user.unlink", name, new OpenIdAccount(link.Issuer, link.Subject, link.Name)), cancellationToken);
        return true;
    }

    /// <summary>A user's link; null where there is none.</summary>
    public async Task<OpenIdLinkRow?> FindAsync(string name, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.OpenIdLinks.AsNoTracking().SingleOrDefaultAsync(l => l.User == name, cancellationToken);
    }
}
