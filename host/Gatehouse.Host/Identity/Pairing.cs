using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading.RateLimiting;
using Gatehouse.Contract;
using Gatehouse.Host.Alarms;
using Gatehouse.Host.Ingest;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Identity;

/// <summary>Lets kiosks join by a token, and gives them their next certificate.</summary>
internal sealed class Pairing(IDbContextFactory<GatehouseContext> contexts, Authority authority, TimeProvider time) : IDisposable
{
    private const int MostFailures = 10;
    private static readonly TimeSpan FailuresIn = TimeSpan.FromMinutes(1);

    // A kiosk whose answer was lost asks again, and one that does not know the time asks every hour.
    private static readonly TimeSpan SameAgain = Authority.KioskLifetime / 2;

    private readonly PartitionedRateLimiter<string> _failures = PartitionedRateLimiter.Create<string, string>(from => RateLimitPartition.GetFixedWindowLimiter(
        from, _ => new FixedWindowRateLimiterOptions { PermitLimit = MostFailures, Window = FailuresIn }));

    /// <summary>Issues a certificate to whoever shows a token's secret, once.</summary>
    /// <param name="request">What was asked.</param>
    /// <param name="from">The address from which it was asked.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<(IssuedCertificate? Issued, Refusal? Refusal)> PairAsync(PairingRequest request, string from, CancellationToken cancellationToken)
    {
        using (var free = _failures.AttemptAcquire(from, permitCount: 0))
        {
            if (!free.IsAcquired)
            {
                return (null, new Refusal(StatusCodes.Status429TooManyRequests, "Too many join tokens were refused to this address: wait a minute."));
            }
        }

        if (!KioskId.TryParse(request.Kiosk, out var kiosk))
        {
            return (null, Refusal.Malformed($"A kiosk's name is {KioskId.Rule}."));
        }

        if (!KioskRequest.TryRead(request.Request, out var key, out var why))
        {
            return (null, Refusal.Malformed(why));
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var (issued, refusal) = await PairAsync(context, kiosk, SecretHash(request.Secret ?? ""), key, from, cancellationToken);
        if (refusal is not null)
        {
            _failures.AttemptAcquire(from).Dispose();
        }

        // An alarm stays, too.
        await transaction.CommitAsync(cancellationToken);
        return (issued, refusal);
    }

    /// <summary>Gives a kiosk its next certificate, for the same key.</summary>
    /// <param name="kiosk">The kiosk, which has shown who it is.</param>
    /// <param name="shown">By which certificate.</param>
    /// <param name="request">What it asks.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<(IssuedCertificate? Issued, Refusal? Refusal)> RenewAsync(
        KioskId kiosk, X509Certificate2 shown, RenewalRequest request, CancellationToken cancellationToken)
    {
        if (!KioskRequest.TryRead(request.Request, out var key, out var why))
        {
            return (null, Refusal.Malformed(why));
        }

        if (!key.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(shown.PublicKey.ExportSubjectPublicKeyInfo()))
        {
            return (null, Refusal.Untrue("The request is for another key than the certificate that was shown: a kiosk gets another key by joining anew."));
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var row = await context.Kiosks.SingleAsync(k => k.Name == kiosk.ToString(), cancellationToken);
        await context.LockAsync(row, cancellationToken);
        var thumbprint = ServerCertificate.Thumbprint(shown);
        if (!await context.Certificates.AnyAsync(c => c.Thumbprint == thumbprint && c.RevokedAt == null, cancellationToken))
        {
            // It was when the request came, and its body may have taken its time.
            return (null, Forbidden("The certificate was revoked."));
        }

        var now = time.GetUtcNow();
        var recent = await context.Certificates.AsNoTracking()
            .Where(c => c.SiteId == row.SiteId && c.KioskId == row.Id && c.RevokedAt == null && c.IssuedAt > now - SameAgain && c.IssuedAt <= now)
            .OrderByDescending(c => c.IssuedAt)
            .FirstOrDefaultAsync(cancellationToken);
        if (recent?.Certificate is { } again && IsFor(again, key))
        {
            return (Pem(again), null);
        }

        var issued = await IssueAsync(context, row, kiosk, key, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (Pem(issued.Certificate!), null);
    }

    /// <summary>By which a token's secret is known, without being kept.</summary>
    public static string SecretHash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    public void Dispose() => _failures.Dispose();

    private async Task<(IssuedCertificate? Issued, Refusal? Refusal)> PairAsync(
        GatehouseContext context, KioskId kiosk, string secret, PublicKey key, string from, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var token = await context.JoinTokens.AsNoTracking().SingleOrDefaultAsync(t => t.Id == secret, cancellationToken);
        if (token is null || token.Kiosk != kiosk.ToString())
        {
            // A name that somebody made up must not make an alarm of its own.
            var isKnown = token is not null || await context.Kiosks.AnyAsync(k => k.Name == kiosk.ToString(), cancellationToken);
            await RaiseAsync(context, AlarmKind.UnknownToken, isKnown ? kiosk.ToString() : null, from, now, cancellationToken);
            return (null, Forbidden(token is null
                ? "This host knows no such join token: make one with 'gatehouse-host kiosk invite'."
                : $"This join token is another kiosk's: make one for {kiosk} with 'gatehouse-host kiosk invite'."));
        }

        if (token.UsedAt is null && token.NotAfter <= now)
        {
            return (null, Forbidden($"The join token expired: make another with 'gatehouse-host kiosk invite {kiosk}'."));
        }

        // Of several that show it at once one comes first.
        var first = await context.JoinTokens
            .Where(t => t.Id == secret && t.UsedAt == null)
            .ExecuteUpdateAsync(t => t.SetProperty(x => x.UsedAt, now), cancellationToken) == 1;
        if (!first)
        {
            var given = await context.JoinTokens.AsNoTracking()
                .Where(t => t.Id == secret)
                .Join(context.Certificates, t => t.Thumbprint, c => c.Thumbprint, (t, c) => c)
                .SingleOrDefaultAsync(cancellationToken);
            if (given is { RevokedAt: null, Certificate: { } certificate } && IsFor(certificate, key))
            {
                return (Pem(certificate), null);
            }

            await RaiseAsync(context, AlarmKind.UsedToken, kiosk.ToString(), from, now, cancellationToken);
            return (null, Forbidden("The join token was used before. If it was not this kiosk, somebody else has it: revoke the kiosk, and make another with 'gatehouse-host kiosk invite --replace'."));
        }

        // Looked for only now: whoever was first has committed.
        var row = await context.Kiosks.SingleOrDefaultAsync(k => k.Name == kiosk.ToString(), cancellationToken);
        if (row is not null && !token.Replaces)
        {
            await context.JoinTokens.Where(t => t.Id == secret).ExecuteUpdateAsync(t => t.SetProperty(x => x.UsedAt, (DateTimeOffset?)null), cancellationToken);
            return (null, Refusal.Conflict($"A kiosk {kiosk} has joined already: 'gatehouse-host kiosk invite {kiosk} --replace' makes a token to take its place."));
        }

        if (row is null)
        {
            row = new KioskRow { SiteId = token.SiteId, Id = await context.NextAsync(CounterRow.Kiosks, cancellationToken), Name = kiosk.ToString(), AddedAt = now };
            context.Kiosks.Add(row);
        }
        else
        {
            await context.LockAsync(row, cancellationToken);
            await KioskRegister.RevokeAsync(context, row, now, cancellationToken);
            row.RetiredAt = null;
            // Another device has another thermometer.
            await AlarmBook.RaiseAsync(
                context,
                new AlarmRow { SiteId = row.SiteId, Kind = AlarmKind.CalibrationDue, Kiosk = row.Name, Device = AlarmKind.Tolerance, Detail = "Another device took its place: commission its thermometer and calibrate it.", FirstAt = now },
                cancellationToken);
        }

        var issued = await IssueAsync(context, row, kiosk, key, now, cancellationToken);
        await context.JoinTokens.Where(t => t.Id == secret).ExecuteUpdateAsync(t => t.SetProperty(x => x.Thumbprint, issued.Thumbprint), cancellationToken);
        return (Pem(issued.Certificate!), null);
    }

    private async Task<CertificateRow> IssueAsync(
        GatehouseContext context, KioskRow kiosk, KioskId name, PublicKey key, DateTimeOffset now, CancellationToken cancellationToken)
    {
        using var certificate = authority.IssueKiosk(name, key, now);
        var row = new CertificateRow
        {
            Thumbprint = ServerCertificate.Thumbprint(certificate),
            Certificate = certificate.RawData,
            SiteId = kiosk.SiteId,
            KioskId = kiosk.Id,
            IssuedAt = now,
            NotAfter = new DateTimeOffset(certificate.NotAfter.ToUniversalTime()),
        };
        context.Certificates.Add(row);
        await context.SaveChangesAsync(cancellationToken);
        return row;
    }

    private static bool IsFor(byte[] certificate, PublicKey key)
    {
        using var issued = X509CertificateLoader.LoadCertificate(certificate);
        return issued.PublicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(key.ExportSubjectPublicKeyInfo());
    }

    private static IssuedCertificate Pem(byte[] certificate)
    {
        using var issued = X509CertificateLoader.LoadCertificate(certificate);
        return new IssuedCertificate(issued.ExportCertificatePem());
    }

    private static Task RaiseAsync(GatehouseContext context, string kind, string? kiosk, string from, DateTimeOffset now, CancellationToken cancellationToken) =>
        AlarmBook.RaiseAsync(context, new AlarmRow { SiteId = SiteRow.First, Kind = kind, Kiosk = kiosk, Offered = from, FirstAt = now }, cancellationToken);

    private static Refusal Forbidden(string detail) => new(StatusCodes.Status403Forbidden, detail);
}
