using System.Security.Claims;
using Gatehouse.Host.Audit;
using Gatehouse.Host.Composition;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Users;

/// <summary>Finds whose a secret is, and what they may do.</summary>
internal sealed class PersonLookup(IDbContextFactory<GatehouseContext> contexts, Sessions sessions, ApiTokens tokens, RunOptions options)
{
    /// <summary>Of a session; null where there is none.</summary>
    public async Task<IReadOnlyList<Claim>?> OfSessionAsync(string secret, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await sessions.FindAsync(context, secret, cancellationToken) is { } session ? await ClaimsAsync(context, session.User, session.Id, session.ByOpenId, cancellationToken) : null;
    }

    private async Task<List<Claim>> ClaimsAsync(GatehouseContext context, string name, string session, bool byOpenId, CancellationToken cancellationToken)
    {
        var user = await context.Users.AsNoTracking().SingleAsync(u => u.Name == name, cancellationToken);
        var roles = await context.Grants.Where(g => g.SiteId == SiteRow.First && g.User == name).Select(g => g.Role).ToListAsync(cancellationToken);
        // An OpenID provider saw to the second factor itself.
        var pending = !byOpenId && !options.CodesOptional && !user.CodeConfirmed && roles.Exists(Role.NeedsCode);
        return
        [
            new Claim(ClaimTypes.Name, user.Name),
            new Claim(Caller.Kind, Actor.User),
            new Claim(Caller.Session, session),
            .. pending ? [new Claim(Caller.MustSetUpCodes, "")] : Rights.All.Where(right => roles.Exists(role => Role.RightsOf(role).Contains(right))).Select(right => new Claim(Caller.Right, right)),
        ];
    }

    /// <summary>The rights that somebody who came in has now; null where the session or token is not good any more.</summary>
    public async Task<IReadOnlyList<string>?> StillAsync(string? session, Actor who, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (who.Kind == Actor.Token)
        {
            return await tokens.RightsOfAsync(context, who.Name, cancellationToken);
        }

        if (await context.Sessions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == session, cancellationToken) is not { } row || !sessions.IsGood(row))
        {
            return null;
        }

        // Whoever has a page open that follows the gates uses the session.
        await sessions.TouchAsync(context, row, cancellationToken);
        return [.. (await ClaimsAsync(context, row.User, row.Id, row.ByOpenId, cancellationToken)).Where(c => c.Type == Caller.Right).Select(c => c.Value)];
    }

    /// <summary>Of a token; null where there is none.</summary>
    public async Task<IReadOnlyList<Claim>?> OfTokenAsync(string secret, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await tokens.FindAsync(context, secret, cancellationToken) is { } token
            ? [new Claim(ClaimTypes.Name, token.Name), new Claim(Caller.Kind, Actor.Token), .. token.Rights.Select(right => new Claim(Caller.Right, right))]
            : null;
    }
}
