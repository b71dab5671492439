using Gatehouse.Host.Audit;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Users;

/// <summary>A session as it is shown.</summary>
/// <param name="Id">A name by which it is ended.</param>
/// <param name="User">Whose it is.</param>
/// <param name="From">From where it was begun.</param>
/// <param name="MadeAt">When, UTC.</param>
/// <param name="UsedAt">When it was used last, to the minute, UTC.</param>
/// <param name="NotAfter">When it ends in any case, UTC.</param>
/// <param name="ByOpenId">Whether it was begun by an account at the OpenID provider.</param>
public sealed record SessionView(string Id, string User, string From, DateTimeOffset MadeAt, DateTimeOffset UsedAt, DateTimeOffset NotAfter, bool ByOpenId);

/// <summary>Browsers in which somebody signed in. They are looked up at every request, so that one that was ended is so at once.</summary>
internal sealed class Sessions(IDbContextFactory<GatehouseContext> contexts, TimeProvider time)
{
    /// <summary>The cookie that holds a session's secret.</summary>
    public const string Cookie = "gatehouse-session";

    private const string Prefix = "ghs_";

    private static readonly TimeSpan Longest = TimeSpan.FromHours(12);
    private static readonly TimeSpan LongestUnused = TimeSpan.FromHours(1);
    private static readonly TimeSpan Grain = TimeSpan.FromMinutes(1);

    /// <summary>Begins one in the transaction that is open, and gives its secret.</summary>
    public async Task<(string Secret, SessionView View)> BeginAsync(GatehouseContext context, string user, string from, bool byOpenId, CancellationToken cancellationToken)
    {
        var secret = Users.Secret.New(Prefix);
        var now = time.GetUtcNow();
        var row = new SessionRow
        {
            Hash = Users.Secret.Hash(secret),
            Id = Guid.CreateVersion7(now).ToString("N"),
            User = user,
            MadeAt = now,
            UsedAt = now,
            NotAfter = now + Longest,
            From = from,
            ByOpenId = byOpenId,
        };
        // Those that ended by themselves are of no use any more.
        await context.Sessions.Where(s => s.NotAfter < now).ExecuteDeleteAsync(cancellationToken);
        context.Sessions.Add(row);
        await context.SaveChangesAsync(cancellationToken);
        return (secret, View(row));
    }

    /// <summary>The session of a secret; null where there is none, or it has ended.</summary>
    public async Task<SessionView?> FindAsync(GatehouseContext context, string secret, CancellationToken cancellationToken)
    {
        var hash = Users.Secret.Hash(secret);
        if (await context.Sessions.AsNoTracking().SingleOrDefaultAsync(s => s.Hash == hash, cancellationToken) is not { } row || !IsGood(row))
        {
            return null;
        }

        await TouchAsync(context, row, cancellationToken);
        return View(row);
    }

    /// <summary>Says that a session is used now.</summary>
    public async Task TouchAsync(GatehouseContext context, SessionRow row, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (row.UsedAt <= now - Grain)
        {
            row.UsedAt = now;
            // Another request may have ended it in this moment.
            await context.Sessions.Where(s => s.Hash == row.Hash).ExecuteUpdateAsync(s => s.SetProperty(x => x.UsedAt, now), cancellationToken);
        }
    }

    /// <summary>Whether a session goes on.</summary>
    public bool IsGood(SessionRow row) => row.NotAfter > time.GetUtcNow() && row.UsedAt > time.GetUtcNow() - LongestUnused;

    /// <summary>Those that go on, of one user or of all.</summary>
    public async Task<IReadOnlyList<SessionView>> ListAsync(string? user, CancellationToken cancellationToken)
    {
        var (now, unused) = (time.GetUtcNow(), time.GetUtcNow() - LongestUnused);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return (await context.Sessions.AsNoTracking().Where(s => (user == null || s.User == user) && s.NotAfter > now && s.UsedAt > unused).OrderBy(s => s.Id).ToListAsync(cancellationToken)).ConvertAll(View);
    }

    /// <summary>Ends one.</summary>
    /// <param name="by">Who says so.</param>
    /// <param name="id">Its name.</param>
    /// <param name="user">Whose it must be; null for anybody's.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it was there.</returns>
    public async Task<bool> EndAsync(Actor by, string id, string? user, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await context.Sessions.SingleOrDefaultAsync(s => s.Id == id && (user == null || s.User == user), cancellationToken) is not { } row)
        {
            return false;
        }

        context.Sessions.Remove(row);
        await context.SaveChangesAsync(cancellationToken);
        await AuditLog.AddAsync(context, by, time, new AuditEntry("session.end", row.User, new { row.Id, row.From }), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private static SessionView View(SessionRow row) => new(row.Id, row.User, row.From, row.MadeAt, row.UsedAt, row.NotAfter, row.ByOpenId);
}
