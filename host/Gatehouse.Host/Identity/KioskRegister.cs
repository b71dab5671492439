using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Identity;

/// <summary>The kiosks of this host and their certificates.</summary>
internal sealed class KioskRegister(IDbContextFactory<GatehouseContext> contexts, HostIdentity identity, TimeProvider time)
{
    /// <summary>Adds a kiosk and writes its credential.</summary>
    /// <returns>When the credential expires.</returns>
    /// <exception cref="HostException">The kiosk or the file exists and is not to be replaced.</exception>
    public async Task<DateTimeOffset> AddAsync(KioskId kiosk, Uri host, string file, bool replace, CancellationToken cancellationToken)
    {
        if (!replace && File.Exists(file))
        {
            throw new HostException($"{file} exists: name another file, or give --replace to write over it.");
        }

        using var authority = await identity.AuthorityAsync(cancellationToken);
        await identity.AddNameAsync(host.IdnHost.Trim('[', ']'), cancellationToken);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var now = time.GetUtcNow();
        var row = await context.Kiosks.SingleOrDefaultAsync(k => k.Name == kiosk.ToString(), cancellationToken);
        if (row is not null && !replace)
        {
            throw new HostException($"The kiosk {kiosk} exists: give --replace to revoke its certificate and issue a new one.");
        }

        if (row is null)
        {
            row = new KioskRow { SiteId = SiteRow.First, Id = await context.NextAsync(CounterRow.Kiosks, cancellationToken), Name = kiosk.ToString(), AddedAt = now };
            context.Kiosks.Add(row);
            await context.SaveChangesAsync(cancellationToken);
        }

        await RevokeAsync(context, row.Id, now, cancellationToken);
        var (certificate, key) = authority.IssueKiosk(kiosk, now);
        using (certificate)
        {
            context.Certificates.Add(new CertificateRow
            {
                Thumbprint = ServerCertificate.Thumbprint(certificate),
                Certificate = certificate.RawData,
                SiteId = row.SiteId,
                KioskId = row.Id,
                IssuedAt = now,
                NotAfter = new DateTimeOffset(certificate.NotAfter.ToUniversalTime()),
            });
            await context.SaveChangesAsync(cancellationToken);
            var credential = new KioskCredential(
                kiosk.ToString(),
                host.GetLeftPart(UriPartial.Authority),
                authority.CertificatePem,
                certificate.ExportCertificatePem(),
                key);
            await SecretFile.WriteAsync(file, JsonSerializer.SerializeToUtf8Bytes(credential, ContractJson.Default.KioskCredential), cancellationToken);
            // Last: a credential that could not be written must not have cost the kiosk its old one.
            await transaction.CommitAsync(cancellationToken);
            return new DateTimeOffset(certificate.NotAfter.ToUniversalTime());
        }
    }

    /// <summary>Revokes every certificate of a kiosk; its next request is refused.</summary>
    /// <returns>How many were still good.</returns>
    /// <exception cref="HostException">There is no such kiosk.</exception>
    public async Task<int> RevokeAsync(KioskId kiosk, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await context.Kiosks.SingleOrDefaultAsync(k => k.Name == kiosk.ToString(), cancellationToken)
            ?? throw new HostException($"There is no kiosk {kiosk}: 'gatehouse-host kiosk list' shows those there are.");
        return await RevokeAsync(context, row.Id, time.GetUtcNow(), cancellationToken);
    }

    /// <summary>Every kiosk with its newest certificate, by name.</summary>
    public async Task<IReadOnlyList<ListedKiosk>> ListAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        var kiosks = await context.Kiosks.AsNoTracking().OrderBy(k => k.Name).ToListAsync(cancellationToken);
        var certificates = (await context.Certificates.AsNoTracking().ToListAsync(cancellationToken)).ToLookup(c => c.KioskId);
        return [.. kiosks.Select(k => Listed(k, certificates[k.Id].MaxBy(c => c.IssuedAt), now))];
    }

    private static ListedKiosk Listed(KioskRow kiosk, CertificateRow? newest, DateTimeOffset now) =>
        new(kiosk.Name, kiosk.AddedAt, newest?.NotAfter, newest switch
        {
            null => ListedKiosk.Revoked,
            { RevokedAt: not null } => ListedKiosk.Revoked,
            _ when newest.NotAfter <= now => ListedKiosk.Expired,
            _ => ListedKiosk.Active,
        });

    private static Task<int> RevokeAsync(GatehouseContext context, long kiosk, DateTimeOffset now, CancellationToken cancellationToken) =>
        context.Certificates
            .Where(c => c.KioskId == kiosk && c.RevokedAt == null)
            .ExecuteUpdateAsync(c => c.SetProperty(x => x.RevokedAt, now), cancellationToken);
}
