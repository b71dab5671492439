using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gatehouse.Contract;
using Gatehouse.Host.Alarms;
using Gatehouse.Host.Api;
using Gatehouse.Host.Audit;
using Gatehouse.Host.Gates;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Identity;

/// <summary>The kiosks of this host, which of them may join, and their certificates.</summary>
internal sealed class KioskRegister(IDbContextFactory<GatehouseContext> contexts, HostIdentity identity, TimeProvider time)
{
    /// <summary>Makes a join token for a kiosk; one that was made for it before and not used is of no use any more.</summary>
    /// <param name="by">Who says so.</param>
    /// <param name="kiosk">The kiosk.</param>
    /// <param name="host">How it reaches this host.</param>
    /// <param name="lifetime">How long the token may be used.</param>
    /// <param name="replace">Whether it may take the place of a kiosk of this name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The token, and until when it may be used.</returns>
    /// <exception cref="HostException">The kiosk has joined and is not to be replaced.</exception>
    public async Task<(JoinToken Token, DateTimeOffset Until)> InviteAsync(
        Actor by, KioskId kiosk, Uri host, TimeSpan lifetime, bool replace, CancellationToken cancellationToken)
    {
        using var authority = await identity.AuthorityAsync(cancellationToken);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (!replace && await context.Kiosks.AnyAsync(k => k.Name == kiosk.ToString(), cancellationToken))
        {
            throw new HostException($"The kiosk {kiosk} has joined already: give --replace, and whoever uses the token takes its place.");
        }

        await identity.AddNameAsync(host.IdnHost.Trim('[', ']'), cancellationToken);
        var now = time.GetUtcNow();
        var token = authority.Token(host, RandomNumberGenerator.GetBytes(JoinToken.SecretLength));
        await context.JoinTokens.Where(t => t.SiteId == SiteRow.First && t.Kiosk == kiosk.ToString() && t.UsedAt == null).ExecuteDeleteAsync(cancellationToken);
        var row = new JoinTokenRow
        {
            Id = Pairing.SecretHash(token.Secret),
            SiteId = SiteRow.First,
            Kiosk = kiosk.ToString(),
            Replaces = replace,
            MadeAt = now,
            NotAfter = now + lifetime,
        };
        context.JoinTokens.Add(row);
        await context.SaveChangesAsync(cancellationToken);
        await AuditLog.AddAsync(context, by, time, new AuditEntry("kiosk.invite", row.Kiosk, After: new { Host = host, Until = row.NotAfter, row.Replaces }), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (token, row.NotAfter);
    }

    /// <summary>Revokes every certificate of a kiosk, and its join token; its next request is refused.</summary>
    /// <returns>How many certificates were still good, and how many tokens.</returns>
    /// <exception cref="NotThereException">There is no such kiosk.</exception>
    public async Task<(int Certificates, int Tokens)> RevokeAsync(Actor by, KioskId kiosk, CancellationToken cancellationToken, string? match = null)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var row = await context.Kiosks.SingleOrDefaultAsync(k => k.Name == kiosk.ToString(), cancellationToken);
        if (row is not null)
        {
            await context.LockAsync(row, cancellationToken);
            await context.Entry(row).ReloadAsync(cancellationToken);
        }

        StateMark.Check(match, await StateAsync(context, kiosk, row, cancellationToken));
        var tokens = await context.JoinTokens
            .Where(t => t.SiteId == SiteRow.First && t.Kiosk == kiosk.ToString() && t.UsedAt == null)
            .ExecuteDeleteAsync(cancellationToken);
        if (row is null && tokens == 0)
        {
            throw NotThere(kiosk);
        }

        var revoked = row is null ? 0 : await RevokeAsync(context, row, time.GetUtcNow(), cancellationToken);
        if (revoked + tokens > 0)
        {
            await AuditLog.AddAsync(context, by, time, new AuditEntry("kiosk.revoke", kiosk.ToString(), new { Certificates = revoked, JoinTokens = tokens }), cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return (revoked, tokens);
    }

    /// <summary>
    /// Takes a kiosk out of use for good: its certificates and tokens end, and so do its open commands and what is wrong with it. Its
    /// history stays, and nobody misses it.
    /// </summary>
    /// <returns>Whether it was not retired before.</returns>
    /// <exception cref="NotThereException">There is no such kiosk.</exception>
    public async Task<bool> RetireAsync(Actor by, KioskId kiosk, CancellationToken cancellationToken, string? match = null)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var row = await context.Kiosks.SingleOrDefaultAsync(k => k.Name == kiosk.ToString(), cancellationToken)
            ?? throw NotThere(kiosk);
        await context.LockAsync(row, cancellationToken);
        await context.Entry(row).ReloadAsync(cancellationToken);
        StateMark.Check(match, await StateAsync(context, kiosk, row, cancellationToken));
        if (row.RetiredAt is not null)
        {
            return false;
        }

        var now = time.GetUtcNow();
        row.RetiredAt = now;
        await context.SaveChangesAsync(cancellationToken);
        var certificates = await RevokeAsync(context, row, now, cancellationToken);
        await context.JoinTokens.Where(t => t.SiteId == row.SiteId && t.Kiosk == row.Name && t.UsedAt == null).ExecuteDeleteAsync(cancellationToken);
        var commands = await context.Commands
            .Where(c => c.SiteId == row.SiteId && c.KioskId == row.Id && c.Outcome == null && c.Until > now)
            .ExecuteUpdateAsync(c => c.SetProperty(x => x.Until, now), cancellationToken);
        await AlarmBook.ClearAsync(context, context.Alarms.Where(a => a.SiteId == row.SiteId && a.Kiosk == row.Name), now, cancellationToken);
        await AuditLog.AddAsync(context, by, time, new AuditEntry("kiosk.retire", row.Name, new { Certificates = certificates, Commands = commands }), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>One of <see cref="ListAsync"/>, and what can be taken from it.</summary>
    /// <exception cref="NotThereException">There is no such kiosk.</exception>
    public async Task<(ListedKiosk Kiosk, string State)> OneAsync(KioskId kiosk, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await context.Kiosks.AsNoTracking().SingleOrDefaultAsync(k => k.Name == kiosk.ToString(), cancellationToken);
        var state = await StateAsync(context, kiosk, row, cancellationToken) ?? throw NotThere(kiosk);
        return ((await ListAsync(cancellationToken)).FirstOrDefault(k => k.Name == kiosk.ToString()) ?? throw NotThere(kiosk), state);
    }

    /// <summary>Whether a certificate was issued and not revoked.</summary>
    public async Task<bool> IsGoodAsync(string thumbprint, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Certificates.AnyAsync(c => c.Thumbprint == thumbprint && c.RevokedAt == null, cancellationToken);
    }

    /// <summary>Revokes every certificate of a kiosk that is still good; gives how many.</summary>
    public static Task<int> RevokeAsync(GatehouseContext context, KioskRow kiosk, DateTimeOffset now, CancellationToken cancellationToken) =>
        context.Certificates
            .Where(c => c.SiteId == kiosk.SiteId && c.KioskId == kiosk.Id && c.RevokedAt == null)
            .ExecuteUpdateAsync(c => c.SetProperty(x => x.RevokedAt, now), cancellationToken);

    /// <summary>Every kiosk with its newest certificate, and those that were invited and have not joined, by name.</summary>
    public async Task<IReadOnlyList<ListedKiosk>> ListAsync(CancellationToken cancellationToken)
    {
        using var authority = await identity.AuthorityAsync(cancellationToken);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        var kiosks = await context.Kiosks.AsNoTracking().ToListAsync(cancellationToken);
        var certificates = (await context.Certificates.AsNoTracking().ToListAsync(cancellationToken)).ToLookup(c => c.KioskId);
        var invited = await context.JoinTokens.AsNoTracking()
            .Where(t => t.UsedAt == null && !context.Kiosks.Any(k => k.Name == t.Kiosk))
            .ToListAsync(cancellationToken);
        var gates = await GateState.ReadAsync(context, kiosks, now, cancellationToken);
        return
        [
            .. kiosks.Select(k => Listed(k, certificates[k.Id].MaxBy(c => c.IssuedAt), authority, now) with { Gate = gates[k.Id] })
                .Concat(invited.Select(t => new ListedKiosk(t.Kiosk, t.MadeAt, t.NotAfter, t.NotAfter <= now ? ListedKiosk.Expired : ListedKiosk.Invited, null, null, null)))
                .OrderBy(k => k.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>Its certificates and join tokens that are good, and whether it is retired; null where there is no such kiosk.</summary>
    private static async Task<string?> StateAsync(GatehouseContext context, KioskId kiosk, KioskRow? row, CancellationToken cancellationToken)
    {
        var tokens = await context.JoinTokens.Where(t => t.SiteId == SiteRow.First && t.Kiosk == kiosk.ToString() && t.UsedAt == null).OrderBy(t => t.Id).Select(t => t.Id).ToListAsync(cancellationToken);
        if (row is null)
        {
            return tokens.Count == 0 ? null : string.Join(' ', tokens);
        }

        var certificates = await context.Certificates
            .Where(c => c.SiteId == row.SiteId && c.KioskId == row.Id && c.RevokedAt == null).OrderBy(c => c.Thumbprint).Select(c => c.Thumbprint).ToListAsync(cancellationToken);
        return $"{(row.RetiredAt is null ? "" : "retired")} {string.Join(' ', certificates)} {string.Join(' ', tokens)}";
    }

    private static NotThereException NotThere(KioskId kiosk) => new($"There is no kiosk {kiosk}: 'gatehouse-host kiosk list' shows those there are.");

    private static ListedKiosk Listed(KioskRow kiosk, CertificateRow? newest, Authority authority, DateTimeOffset now) =>
        new(kiosk.Name, kiosk.AddedAt, newest?.NotAfter, newest switch
        {
            _ when kiosk.RetiredAt is not null => ListedKiosk.Retired,
            null => ListedKiosk.Revoked,
            { RevokedAt: not null } => ListedKiosk.Revoked,
            _ when newest.NotAfter <= now => ListedKiosk.Expired,
            _ => ListedKiosk.Active,
        }, WordsOf(newest?.Certificate, authority), kiosk.Roster, kiosk.RosterAt);

    private static string? WordsOf(byte[]? bytes, Authority authority)
    {
        if (bytes is null)
        {
            return null;
        }

        using var certificate = X509CertificateLoader.LoadCertificate(bytes);
        return authority.Words(certificate);
    }
}
