using Gatehouse.Host.Audit;
using Gatehouse.Host.Identity;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Users;

/// <summary>An API token as shown; its secret is shown once, when it is made.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Rights">What it may do.</param>
/// <param name="MadeBy">Who made it.</param>
/// <param name="MadeAt">When, UTC.</param>
/// <param name="NotAfter">Until when it is good, UTC.</param>
/// <param name="UsedAt">When it was used last, to the minute, UTC; null for never.</param>
public sealed record ApiTokenView(string Name, IReadOnlyList<string> Rights, string MadeBy, DateTimeOffset MadeAt, DateTimeOffset NotAfter, DateTimeOffset? UsedAt);

/// <summary>Programs that may use the API.</summary>
internal sealed class ApiTokens(IDbContextFactory<GatehouseContext> contexts, TimeProvider time)
{
    /// <summary>The longest that one may be good, in days.</summary>
    public const int MostDays = 365;

    private const string Prefix = "ght_";

    private static readonly TimeSpan Grain = TimeSpan.FromMinutes(1);

    /// <summary>Makes one.</summary>
    /// <returns>Its secret.</returns>
    /// <exception cref="HostException">There is one of this name, or was.</exception>
    public async Task<(string Secret, ApiTokenView View)> MakeAsync(Actor by, string name, IReadOnlyCollection<string> rights, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await context.ApiTokens.AnyAsync(t => t.SiteId == SiteRow.First && t.Name == name, cancellationToken))
        {
            throw new HostException($"There is a token {name} already, or was: a name that stands in the audit log is given to nothing else.");
        }

        var secret = Secret.New(Prefix);
        var row = new ApiTokenRow
        {
            SiteId = SiteRow.First,
            Name = name,
            Hash = Secret.Hash(secret),
            Rights = string.Join(' ', Rights.All.Where(rights.Contains)),
            MadeBy = by.ToString(),
            MadeAt = time.GetUtcNow(),
            NotAfter = time.GetUtcNow() + lifetime,
        };
        context.ApiTokens.Add(row);
        await context.SaveChangesAsync(cancellationToken);
        await AuditLog.AddAsync(context, by, time, new AuditEntry("token.make", name, After: new { row.Rights, row.NotAfter }), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (secret, View(row));
    }

    /// <summary>Revokes one.</summary>
    /// <exception cref="NotThereException">There is none, or it was revoked.</exception>
    public async Task RevokeAsync(Actor by, string name, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var now = time.GetUtcNow();
        if (await context.ApiTokens.Where(t => t.SiteId == SiteRow.First && t.Name == name && t.RevokedAt == null).ExecuteUpdateAsync(t => t.SetProperty(x => x.RevokedAt, now), cancellationToken) == 0)
        {
            throw new NotThereException($"There is no token {name}.");
        }

        await AuditLog.AddAsync(context, by, time, new AuditEntry("token.revoke", name), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Those that are good, by name.</summary>
    public async Task<IReadOnlyList<ApiTokenView>> ListAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return (await context.ApiTokens.AsNoTracking().Where(t => t.SiteId == SiteRow.First && t.RevokedAt == null && t.NotAfter > now).OrderBy(t => t.Name).ToListAsync(cancellationToken)).ConvertAll(View);
    }

    /// <summary>The token of a secret; null where there is none, or it is not good any more.</summary>
    public async Task<ApiTokenView?> FindAsync(GatehouseContext context, string secret, CancellationToken cancellationToken)
    {
        var hash = Secret.Hash(secret);
        var now = time.GetUtcNow();
        if (await context.ApiTokens.AsNoTracking().SingleOrDefaultAsync(t => t.Hash == hash && t.RevokedAt == null && t.NotAfter > now, cancellationToken) is not { SiteId: SiteRow.First } row)
        {
            return null;
        }

        if (row.UsedAt is null || row.UsedAt <= now - Grain)
        {
            await context.ApiTokens.Where(t => t.SiteId == row.SiteId && t.Name == row.Name).ExecuteUpdateAsync(t => t.SetProperty(x => x.UsedAt, now), cancellationToken);
        }

        return View(row);
    }

    /// <summary>What a token may do; null where it is not good any more.</summary>
    public async Task<IReadOnlyList<string>?> RightsOfAsync(GatehouseContext context, string name, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return await context.ApiTokens.AsNoTracking().SingleOrDefaultAsync(t => t.SiteId == SiteRow.First && t.Name == name && t.RevokedAt == null && t.NotAfter > now, cancellationToken) is { } row
            ? View(row).Rights
            : null;
    }

    private static ApiTokenView View(ApiTokenRow row) =>
        new(row.Name, row.Rights.Split(' ', StringSplitOptions.RemoveEmptyEntries), row.MadeBy, row.MadeAt, row.NotAfter, row.UsedAt);
}
