using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Gatehouse.Host.Audit;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Identity;

/// <summary>
/// Takes the authority to another machine or a safe, as one file under a passphrase, and takes over one that was made elsewhere:
/// before the first kiosk joins, for each of them trusts the authority that it joined and no other.
/// </summary>
internal sealed class AuthorityTransfer(DataFolder folder, HostIdentity identity, IDbContextFactory<GatehouseContext> contexts, TimeProvider time)
{
    /// <summary>The shortest passphrase.</summary>
    public const int ShortestPassphrase = 12;

    private const string P256 = "1.2.840.10045.3.1.7";
    private const int Iterations = 600_000;

    // Kiosks that join in the last year would soon have to join anew.
    private static readonly TimeSpan Shortest = TimeSpan.FromDays(365);

    /// <summary>What is said back to whoever wants the key, so that nobody exports one by accident: the beginning of its certificate's SHA-256.</summary>
    public static string Fingerprint(X509Certificate2 certificate) => certificate.GetCertHashString(HashAlgorithmName.SHA256)[..16];

    /// <summary>The authority's certificate.</summary>
    public async Task<X509Certificate2> ShowAsync(CancellationToken cancellationToken)
    {
        using var authority = await identity.AuthorityAsync(cancellationToken);
        return X509Certificate2.CreateFromPem(authority.CertificatePem);
    }

    /// <summary>Writes certificate and key under a passphrase.</summary>
    /// <param name="by">Who wants it.</param>
    /// <param name="confirmed">The fingerprint that they say back.</param>
    /// <param name="passphrase">What opens the key.</param>
    /// <param name="path">The new file.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="HostException">It was not confirmed, the passphrase is too short, or the file is there.</exception>
    public async Task ExportAsync(Actor by, string? confirmed, string passphrase, string path, CancellationToken cancellationToken)
    {
        using var certificate = await ShowAsync(cancellationToken);
        var fingerprint = Fingerprint(certificate);
        if (!string.Equals(confirmed, fingerprint, StringComparison.OrdinalIgnoreCase))
        {
            throw new HostException($"Whoever has this key can make kiosks, and be this host to those there are. Say so by --confirm {fingerprint}, the fingerprint of the authority that leaves this machine.");
        }

        if (passphrase.Length < ShortestPassphrase)
        {
            throw new HostException(FormattableString.Invariant($"The passphrase has fewer than {ShortestPassphrase} characters."));
        }

        if (File.Exists(path))
        {
            throw new HostException($"{path} is there already: give --out a file that is not.");
        }

        using var key = ECDsa.Create();
        key.ImportFromPem(await File.ReadAllTextAsync(folder.AuthorityKey, cancellationToken));
        var sealedKey = key.ExportEncryptedPkcs8PrivateKeyPem(passphrase, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, Iterations));
        // Noted first: what is not noted must not leave.
        await using (var context = await contexts.CreateDbContextAsync(cancellationToken))
        {
            await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
            await AuditLog.AddAsync(context, by, time, new AuditEntry("authority.export", fingerprint), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        await SecretFile.WriteAsync(path, Encoding.ASCII.GetBytes($"{certificate.ExportCertificatePem()}\n{sealedKey}\n"), cancellationToken);
    }

    /// <summary>Takes over an authority that was exported, or made elsewhere, where there is none yet.</summary>
    /// <param name="by">Who says so.</param>
    /// <param name="certificatePath">Its certificate, PEM.</param>
    /// <param name="keyPath">Its key, PKCS #8 PEM; the same file where it was exported.</param>
    /// <param name="passphrase">What opens the key; null where nothing has to.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Its fingerprint.</returns>
    /// <exception cref="HostException">There is one already, or it is of no use.</exception>
    public async Task<string> ImportAsync(Actor by, string certificatePath, string keyPath, string? passphrase, CancellationToken cancellationToken)
    {
        await using var alone = identity.Alone();
        if (File.Exists(folder.AuthorityCertificate) || File.Exists(folder.AuthorityKey))
        {
            throw new HostException("This host has an authority already, which its kiosks trust and no other: take over another one with an empty data folder, before any kiosk is invited.");
        }

        using var certificate = await ReadAsync(certificatePath, keyPath, passphrase, cancellationToken);
        if (Refusal(certificate) is { } why)
        {
            throw new HostException($"{certificatePath} is no authority for kiosks: {why}.");
        }

        using var key = certificate.GetECDsaPrivateKey()!;
        await SecretFile.WriteAsync(folder.AuthorityKey, Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem()), cancellationToken);
        await SecretFile.WriteAsync(folder.AuthorityCertificate, Encoding.ASCII.GetBytes(certificate.ExportCertificatePem()), cancellationToken);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await AuditLog.AddAsync(context, by, time, new AuditEntry("authority.import", Fingerprint(certificate)), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return Fingerprint(certificate);
    }

    private static async Task<X509Certificate2> ReadAsync(string certificatePath, string keyPath, string? passphrase, CancellationToken cancellationToken)
    {
        try
        {
            var (certificate, key) = (await File.ReadAllTextAsync(certificatePath, cancellationToken), await File.ReadAllTextAsync(keyPath, cancellationToken));
            return passphrase is null ? X509Certificate2.CreateFromPem(certificate, key) : X509Certificate2.CreateFromEncryptedPem(certificate, key, passphrase);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new HostException(
                passphrase is null
                    ? $"{certificatePath} and {keyPath} are not a certificate and its own key, PEM; one under a passphrase needs --passphrase-file."
                    : $"{certificatePath} and {keyPath} are not a certificate and its own key, PEM, that this passphrase opens.",
                e);
        }
    }

    /// <summary>Why a certificate cannot be what kiosks trust; null when it can.</summary>
    private string? Refusal(X509Certificate2 certificate)
    {
        var now = time.GetUtcNow();
        using var key = certificate.GetECDsaPublicKey();
        return key?.ExportParameters(includePrivateParameters: false).Curve.Oid?.Value != P256 ? "its key is not on the curve P-256"
            : certificate.Extensions.OfType<X509BasicConstraintsExtension>().SingleOrDefault() is not { CertificateAuthority: true } ? "it is no authority's certificate (basicConstraints CA)"
            : certificate.Extensions.OfType<X509KeyUsageExtension>().SingleOrDefault() is not { } usage || (usage.KeyUsages & X509KeyUsageFlags.KeyCertSign) == 0 ? "it may not sign certificates (keyUsage keyCertSign)"
            : !certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData) ? "another authority issued it, and kiosks know no other than the one they join: give one that signed itself"
            : certificate.NotBefore.ToUniversalTime() > now.UtcDateTime ? "it is not valid yet"
            : certificate.NotAfter.ToUniversalTime() < (now + Shortest).UtcDateTime ? "it ends within a year"
            : null;
    }
}
