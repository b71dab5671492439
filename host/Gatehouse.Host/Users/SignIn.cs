using Gatehouse.Host.Audit;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Users;

/// <summary>What came of somebody's try to sign in.</summary>
internal enum SignInOutcome
{
    /// <summary>They are in.</summary>
    In,

    /// <summary>The name, the password or the code is wrong; which of them is not said.</summary>
    Wrong,

    /// <summary>Name and password are right, and the one-time code is missing.</summary>
    NeedsCode,

    /// <summary>There were too many wrong ones by this name.</summary>
    Locked,
}

/// <summary>Lets people in by password and one-time code, and makes it slow to guess them.</summary>
internal sealed class SignIn(IDbContextFactory<GatehouseContext> contexts, Passwords passwords, Sessions sessions, TimeProvider time)
{
    private const int FreeFailures = 5;

    private static readonly TimeSpan FirstLock = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestLock = TimeSpan.FromMinutes(15);

    /// <summary>One try.</summary>
    /// <param name="name">The user's name.</param>
    /// <param name="password">The password.</param>
    /// <param name="code">A one-time code or a recovery code; null where none was typed.</param>
    /// <param name="from">From where.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What came of it, and the session's secret where they are in.</returns>
    public async Task<(SignInOutcome Outcome, string? Secret)> TryAsync(string name, string password, string? code, string from, CancellationToken cancellationToken)
    {
        string? secret = null;
        var outcome = await ProveAsync(name, password, code, from, BeginAsync, cancellationToken);
        return (outcome, secret);

        async Task BeginAsync(GatehouseContext context)
        {
            (secret, var session) = await sessions.BeginAsync(context, name, from, byOpenId: false, cancellationToken);
            await AuditLog.AddAsync(context, new Actor(Actor.User, name), time, new AuditEntry("session.begin", name, After: new { session.Id, session.From }), cancellationToken);
        }
    }

    /// <summary>The same try where somebody is in already and has to show once more that it is them.</summary>
    public Task<SignInOutcome> ProveAsync(string name, string password, string? code, string from, CancellationToken cancellationToken) =>
        ProveAsync(name, password, code, from, context => context.SaveChangesAsync(cancellationToken), cancellationToken);

    private async Task<SignInOutcome> ProveAsync(string name, string password, string? code, string from, Func<GatehouseContext, Task> then, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var seen = UserName.IsValid(name) ? await context.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Name == name && u.RemovedAt == null, cancellationToken) : null;
        // Before the transaction: the hash is slow by intent, and SQLite has one writer.
        var isRight = await passwords.IsAsync(password, seen?.Password, cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var user = seen is null ? null : await UserRegister.LockAsync(context, name, cancellationToken);
        if (user is null)
        {
            return SignInOutcome.Wrong;
        }

        var now = time.GetUtcNow();
        if (user.LockedUntil > now)
        {
            return SignInOutcome.Locked;
        }

        if (isRight && user.Password == seen!.Password && user.CodeConfirmed && string.IsNullOrWhiteSpace(code))
        {
            return SignInOutcome.NeedsCode;
        }

        if (!isRight || user.Password != seen!.Password || (user.CodeConfirmed && !TakesCode(user, code!, now)))
        {
            user.Failures++;
            user.LockedUntil = user.Failures < FreeFailures ? null : now + LockOf(user.Failures);
            await context.SaveChangesAsync(cancellationToken);
            if (user.LockedUntil is { } until)
            {
                await AuditLog.AddAsync(context, Actor.Itself, time, new AuditEntry("user.lock", name, After: new { Until = until, user.Failures, From = from }), cancellationToken);
            }

            await transaction.CommitAsync(cancellationToken);
            return SignInOutcome.Wrong;
        }

        (user.Failures, user.LockedUntil) = (0, null);
        await then(context);
        await transaction.CommitAsync(cancellationToken);
        return SignInOutcome.In;
    }

    private static TimeSpan LockOf(int failures)
    {
        var doubled = FirstLock * Math.Pow(2, Math.Min(failures - FreeFailures, 10));
        return doubled < LongestLock ? doubled : LongestLock;
    }

    private static bool TakesCode(UserRow user, string code, DateTimeOffset now)
    {
        if (OneTimeCode.Step(user.CodeSecret!, code, user.CodeStep, now) is { } step)
        {
            user.CodeStep = step;
            return true;
        }

        return RecoveryCodes.Take(user, code);
    }
}
