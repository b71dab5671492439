using Gatehouse.Host.Api;
using Gatehouse.Host.Audit;
using Gatehouse.Host.Identity;
using Gatehouse.Host.OpenId;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Users;

/// <summary>A user as shown.</summary>
/// <param name="Name">The name that is typed.</param>
/// <param name="Roles">What they are at this site.</param>
/// <param name="HasCode">Whether they give one-time codes.</param>
/// <param name="LockedUntil">Until when too many wrong passwords keep them out, UTC; null where none do.</param>
/// <param name="MadeAt">Since when there is this user, UTC.</param>
/// <param name="OpenIdAccount">The account at the OpenID provider by which they sign in as well, as it was called when it was linked; null for none.</param>
public sealed record UserView(string Name, IReadOnlyList<string> Roles, bool HasCode, DateTimeOffset? LockedUntil, DateTimeOffset MadeAt, string? OpenIdAccount);

/// <summary>The people who sign in, and what they are at the site.</summary>
internal sealed class UserRegister(IDbContextFactory<GatehouseContext> contexts, Passwords passwords, TimeProvider time)
{
    /// <summary>A user whom nobody else changes until the transaction ends; null where there is none.</summary>
    public static async Task<UserRow?> LockAsync(GatehouseContext context, string name, CancellationToken cancellationToken) =>
        await context.Users.Where(u => u.Name == name && u.RemovedAt == null).ExecuteUpdateAsync(u => u.SetProperty(x => x.Failures, x => x.Failures), cancellationToken) == 0
            ? null
            : await context.Users.SingleAsync(u => u.Name == name, cancellationToken);

    /// <summary>Makes the owner by the setup code.</summary>
    /// <exception cref="HostException">It is not the code.</exception>
    public async Task SetUpAsync(SetupCode setup, string code, string name, string password, CancellationToken cancellationToken)
    {
        if (!await setup.TakeAsync(code, cancellationToken))
        {
            throw new HostException(setup.Exists
                ? "This is not the setup code: it stands in the file setup-code of the host's data folder, on the host's machine."
                : "There is no setup code: there is an owner already. 'gatehouse-host reset-owner' on the host's machine makes one.");
        }

        try
        {
            await SetOwnerAsync(name, password, cancellationToken);
            setup.Forget();
        }
        catch
        {
            setup.PutBack();
            throw;
        }
    }

    /// <summary>Makes the owner, or lets an owner in again under a new password; whoever used that name is signed out.</summary>
    private async Task SetOwnerAsync(string name, string password, CancellationToken cancellationToken)
    {
        var hash = await passwords.HashAsync(password, cancellationToken);
        await ChangeAsync(async context =>
        {
            var user = await context.Users.SingleOrDefaultAsync(u => u.Name == name, cancellationToken);
            if (user is null)
            {
                context.Users.Add(user = new UserRow { Name = name, Password = hash, MadeAt = time.GetUtcNow() });
            }

            Reset(user, hash);
            (user.CodeSecret, user.CodeConfirmed, user.CodeStep, user.RecoveryCodes, user.RemovedAt) = (null, false, null, "", null);
            await context.SaveChangesAsync(cancellationToken);
            await SetRolesAsync(context, name, [Role.Owner], cancellationToken);
            await EndAllAsync(context, name, cancellationToken);
            await OpenIdAccounts.UnlinkAsync(context, Actor.Itself, time, name, cancellationToken);
            await AuditLog.AddAsync(context, Actor.Itself, time, new AuditEntry("user.owner", name, After: new { Roles = (string[])[Role.Owner] }), cancellationToken);
            return true;
        }, cancellationToken);
    }

    /// <summary>Whether anybody is an owner.</summary>
    public async Task<bool> HasOwnerAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await OthersThanAsync(context, "", cancellationToken);
    }

    /// <summary>Adds a user.</summary>
    /// <exception cref="HostException">There is one of this name, or was.</exception>
    public async Task AddAsync(Actor by, string name, string password, IReadOnlyList<string> roles, CancellationToken cancellationToken)
    {
        var hash = await passwords.HashAsync(password, cancellationToken);
        await ChangeAsync(async context =>
        {
            if (await context.Users.AnyAsync(u => u.Name == name, cancellationToken))
            {
                throw new HostException($"There is a user {name} already, or was: a name that stands in the audit log is given to nobody else.");
            }

            context.Users.Add(new UserRow { Name = name, Password = hash, MadeAt = time.GetUtcNow() });
            await context.SaveChangesAsync(cancellationToken);
            await SetRolesAsync(context, name, roles, cancellationToken);
            await AuditLog.AddAsync(context, by, time, new AuditEntry("user.add", name, After: new { Roles = roles }), cancellationToken);
            return true;
        }, cancellationToken);
    }

    /// <summary>Says what a user is at the site.</summary>
    /// <exception cref="HostException">There is no such user, or nobody would be an owner any more.</exception>
    public Task SetRolesAsync(Actor by, string name, IReadOnlyList<string> roles, CancellationToken cancellationToken, string? match = null) => ChangeAsync(async context =>
    {
        var user = await NeedAsync(context, name, cancellationToken);
        var before = await RolesAsync(context, name, cancellationToken);
        StateMark.Check(match, State(user, before));
        if (before.ToHashSet(StringComparer.Ordinal).SetEquals(roles))
        {
            return false;
        }

        if (before.Contains(Role.Owner) && !roles.Contains(Role.Owner))
        {
            await NeedOtherOwnerAsync(context, name, cancellationToken);
        }

        await SetRolesAsync(context, name, roles, cancellationToken);
        await AuditLog.AddAsync(context, by, time, new AuditEntry("user.roles", name, new { Roles = before }, new { Roles = roles }), cancellationToken);
        return true;
    }, cancellationToken);

    /// <summary>Gives a user another password, signs them out and unlinks their account at the OpenID provider; with <paramref name="codes"/> they set up one-time codes anew.</summary>
    /// <exception cref="HostException">There is no such user.</exception>
    public async Task SetPasswordAsync(Actor by, string name, string password, bool codes, CancellationToken cancellationToken, string? match = null)
    {
        var hash = await passwords.HashAsync(password, cancellationToken);
        await ChangeAsync(async context =>
        {
            var user = await NeedAsync(context, name, cancellationToken);
            StateMark.Check(match, State(user, await RolesAsync(context, name, cancellationToken)));
            Reset(user, hash);
            if (codes)
            {
                (user.CodeSecret, user.CodeConfirmed, user.CodeStep, user.RecoveryCodes) = (null, false, null, "");
            }

            await context.SaveChangesAsync(cancellationToken);
            await EndAllAsync(context, name, cancellationToken);
            // Whoever had the password so far may have linked an account of their own.
            await OpenIdAccounts.UnlinkAsync(context, by, time, name, cancellationToken);
            await AuditLog.AddAsync(context, by, time, new AuditEntry("user.password", name, After: codes ? new { Codes = "taken away" } : null), cancellationToken);
            return true;
        }, cancellationToken);
    }

    /// <summary>Takes a user away and signs them out; the name stays in the audit log.</summary>
    /// <exception cref="HostException">There is no such user, or nobody would be an owner any more.</exception>
    public Task RemoveAsync(Actor by, string name, CancellationToken cancellationToken, string? match = null) => ChangeAsync(async context =>
    {
        var user = await NeedAsync(context, name, cancellationToken);
        var before = await RolesAsync(context, name, cancellationToken);
        StateMark.Check(match, State(user, before));
        if (before.Contains(Role.Owner))
        {
            await NeedOtherOwnerAsync(context, name, cancellationToken);
        }

        user.RemovedAt = time.GetUtcNow();
        await context.SaveChangesAsync(cancellationToken);
        await SetRolesAsync(context, name, [], cancellationToken);
        await EndAllAsync(context, name, cancellationToken);
        await OpenIdAccounts.UnlinkAsync(context, by, time, name, cancellationToken);
        await AuditLog.AddAsync(context, by, time, new AuditEntry("user.remove", name, new { Roles = before }), cancellationToken);
        return true;
    }, cancellationToken);

    /// <summary>Begins to set up one-time codes: gives a secret, which is in force once a code of it was shown.</summary>
    /// <exception cref="HostException">They are set up already.</exception>
    public async Task<byte[]> BeginCodesAsync(string name, CancellationToken cancellationToken)
    {
        var secret = OneTimeCode.NewSecret();
        await ChangeAsync(async context =>
        {
            var user = await NeedAsync(context, name, cancellationToken);
            if (user.CodeConfirmed)
            {
                throw new HostException("One-time codes are set up: whoever keeps the users can take them away with a new password.");
            }

            user.CodeSecret = secret;
            await context.SaveChangesAsync(cancellationToken);
            return true;
        }, cancellationToken);
        return secret;
    }

    /// <summary>Ends it with a code.</summary>
    /// <returns>The recovery codes, which are shown this once; null where the code is wrong.</returns>
    /// <exception cref="HostException">It was not begun, or was ended.</exception>
    public async Task<IReadOnlyList<string>?> ConfirmCodesAsync(Actor by, string name, string code, CancellationToken cancellationToken)
    {
        IReadOnlyList<string>? recovery = null;
        await ChangeAsync(async context =>
        {
            var user = await NeedAsync(context, name, cancellationToken);
            if (user.CodeSecret is null || user.CodeConfirmed)
            {
                throw new HostException(user.CodeConfirmed ? "One-time codes are set up already." : "Ask for the secret of the one-time codes first.");
            }

            if (OneTimeCode.Step(user.CodeSecret, code, null, time.GetUtcNow()) is not { } step)
            {
                return false;
            }

            (user.CodeConfirmed, user.CodeStep) = (true, step);
            recovery = RecoveryCodes.Renew(user);
            await context.SaveChangesAsync(cancellationToken);
            await AuditLog.AddAsync(context, by, time, new AuditEntry("user.codes", name, After: new { Codes = "set up" }), cancellationToken);
            return true;
        }, cancellationToken);
        return recovery;
    }

    /// <summary>Everybody, by name.</summary>
    public async Task<IReadOnlyList<UserView>> ListAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var roles = (await context.Grants.AsNoTracking().Where(g => g.SiteId == SiteRow.First).ToListAsync(cancellationToken)).ToLookup(g => g.User, g => g.Role);
        var users = await context.Users.AsNoTracking().Where(u => u.RemovedAt == null).OrderBy(u => u.Name).ToListAsync(cancellationToken);
        var accounts = await context.OpenIdLinks.AsNoTracking().ToDictionaryAsync(l => l.User, l => l.Name, cancellationToken);
        return users.ConvertAll(u => View(u, roles[u.Name], accounts.GetValueOrDefault(u.Name)));
    }

    /// <summary>One of them, and what can be changed of them.</summary>
    /// <exception cref="NotThereException">There is no such user.</exception>
    public async Task<(UserView User, string State)> OneAsync(string name, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await context.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Name == name && u.RemovedAt == null, cancellationToken) ?? throw NotThere(name);
        var roles = await RolesAsync(context, name, cancellationToken);
        var account = await context.OpenIdLinks.AsNoTracking().Where(l => l.User == name).Select(l => l.Name).SingleOrDefaultAsync(cancellationToken);
        return (View(row, roles, account), State(row, roles));
    }

    private UserView View(UserRow user, IEnumerable<string> roles, string? account) =>
        new(user.Name, [.. Role.All.Where(roles.Contains)], user.CodeConfirmed, user.LockedUntil > time.GetUtcNow() ? user.LockedUntil : null, user.MadeAt, account);

    private static string State(UserRow user, IEnumerable<string> roles) => $"{string.Join(' ', roles.Order(StringComparer.Ordinal))}\n{user.Password}\n{user.CodeConfirmed}";

    private static NotThereException NotThere(string name) => new($"There is no user {name}.");

    private static void Reset(UserRow user, string hash) => (user.Password, user.Failures, user.LockedUntil) = (hash, 0, null);

    private static async Task<UserRow> NeedAsync(GatehouseContext context, string name, CancellationToken cancellationToken) =>
        await LockAsync(context, name, cancellationToken) ?? throw NotThere(name);

    private static Task<List<string>> RolesAsync(GatehouseContext context, string name, CancellationToken cancellationToken) =>
        context.Grants.Where(g => g.SiteId == SiteRow.First && g.User == name).Select(g => g.Role).ToListAsync(cancellationToken);

    private static Task<bool> OthersThanAsync(GatehouseContext context, string name, CancellationToken cancellationToken) =>
        context.Grants.AnyAsync(g => g.SiteId == SiteRow.First && g.Role == Role.Owner && g.User != name, cancellationToken);

    private static async Task NeedOtherOwnerAsync(GatehouseContext context, string name, CancellationToken cancellationToken)
    {
        if (!await OthersThanAsync(context, name, cancellationToken))
        {
            throw new HostException($"{name} is the last owner: make another one first, or nobody could make users any more.");
        }
    }

    private static async Task SetRolesAsync(GatehouseContext context, string name, IReadOnlyList<string> roles, CancellationToken cancellationToken)
    {
        await context.Grants.Where(g => g.SiteId == SiteRow.First && g.User == name).ExecuteDeleteAsync(cancellationToken);
        context.Grants.AddRange(roles.Distinct().Select(role => new GrantRow { SiteId = SiteRow.First, User = name, Role = role }));
        await context.SaveChangesAsync(cancellationToken);
    }

    private static Task<int> EndAllAsync(GatehouseContext context, string name, CancellationToken cancellationToken) =>
        context.Sessions.Where(s => s.User == name).ExecuteDeleteAsync(cancellationToken);

    private async Task ChangeAsync(Func<GatehouseContext, Task<bool>> change, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await change(context))
        {
            await transaction.CommitAsync(cancellationToken);
        }
    }
}
