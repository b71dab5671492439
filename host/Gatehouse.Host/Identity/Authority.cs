using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Serialization.Metadata;
using Gatehouse.Contract;

namespace Gatehouse.Host.Identity;

/// <summary>The host's own issuing authority: the only one that kiosks and host trust.</summary>
internal sealed class Authority : IDisposable
{
    private static readonly Oid ServerUse = new("1.3.6.1.5.5.7.3.1");
    private static readonly Oid ClientUse = new("1.3.6.1.5.5.7.3.2");

    // A kiosk's clock may be a little behind when it first looks at its certificate.
    private static readonly TimeSpan Leeway = TimeSpan.FromHours(1);

    private readonly X509Certificate2 _issuer;

    public Authority(string certificatePem, string keyPem) => _issuer = X509Certificate2.CreateFromPem(certificatePem, keyPem);

    public static TimeSpan KioskLifetime { get; } = TimeSpan.FromDays(90);

    public static TimeSpan ServerLifetime { get; } = TimeSpan.FromDays(90);

    /// <summary>When it ends.</summary>
    public DateTimeOffset NotAfter => new(_issuer.NotAfter.ToUniversalTime());

    public string CertificatePem => _issuer.ExportCertificatePem();

    /// <summary>A new authority: certificate and key, PEM.</summary>
    public static (string Certificate, string Key) Create(DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var name = $"CN=Gatehouse {Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(X509BasicConstraintsExtension.CreateForCertificateAuthority(pathLengthConstraint: 0));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        using var certificate = request.CreateSelfSigned(now - Leeway, now.AddYears(20));
        return (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>A certificate and key for the kiosk port under these names and addresses.</summary>
    public X509Certificate2 IssueServer(IEnumerable<string> names, DateTimeOffset now)
    {
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names.Where(IsName))
        {
            if (IPAddress.TryParse(name, out var address))
            {
                alternatives.AddIpAddress(address);
            }
            else
            {
                alternatives.AddDnsName(name);
            }
        }

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Gatehouse host", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(alternatives.Build());
        using var issued = Issue(request, ServerUse, now, ServerLifetime);
        return issued.CopyWithPrivateKey(key);
    }

    /// <summary>Whether a certificate can be made for a name or an address.</summary>
    public static bool IsName(string name)
    {
        try
        {
            if (!IPAddress.TryParse(name, out _))
            {
                new SubjectAlternativeNameBuilder().AddDnsName(name);
            }

            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>A certificate for a kiosk's key.</summary>
    public X509Certificate2 IssueKiosk(KioskId kiosk, PublicKey key, DateTimeOffset now) =>
        Issue(new CertificateRequest(new X500DistinguishedName($"CN={kiosk}"), key, HashAlgorithmName.SHA256), ClientUse, now, KioskLifetime);

    /// <summary>A join token of this authority's host.</summary>
    public JoinToken Token(Uri host, ReadOnlySpan<byte> secret) => new(host, _issuer.RawData, secret);

    /// <summary>The words by which people tell that a kiosk and this host have each other's keys.</summary>
    public string Words(X509Certificate2 kiosk) => KeyWords.Of(kiosk.PublicKey.ExportSubjectPublicKeyInfo(), _issuer.PublicKey.ExportSubjectPublicKeyInfo());

    /// <summary>A statement signed with the issuing key, whose certificate every kiosk has.</summary>
    public byte[] Sign<T>(T statement, JsonTypeInfo<T> type)
    {
        using var key = _issuer.GetECDsaPrivateKey()!;
        return SignedLine.Sign(statement, type, key);
    }

    /// <summary>Whether this authority signed the certificate for a kiosk's use, its dates left aside.</summary>
    public bool Signed(X509Certificate2 certificate) => Issued(_issuer, certificate);

    /// <summary>Whether an authority signed the certificate for a kiosk's use, its dates left aside.</summary>
    public static bool Issued(X509Certificate2 issuer, X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(issuer);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;
        chain.ChainPolicy.ApplicationPolicy.Add(ClientUse);
        return chain.Build(certificate);
    }

    public void Dispose() => _issuer.Dispose();

    private X509Certificate2 Issue(CertificateRequest request, Oid use, DateTimeOffset now, TimeSpan lifetime)
    {
        var start = now - Leeway;
        if (start < _issuer.NotBefore)
        {
            start = now >= _issuer.NotBefore
                ? _issuer.NotBefore
                : throw new HostException("This machine's clock stands before the day on which the host's authority was made: set the clock first.");
        }

        request.CertificateExtensions.Add(X509BasicConstraintsExtension.CreateForEndEntity(critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([use], critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_issuer, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        var serial = RandomNumberGenerator.GetBytes(16);
        // A serial number is positive (RFC 5280, 4.1.2.2).
        serial[0] &= 0x7F;
        serial[0] |= 0x40;
        return request.Create(_issuer, start, now + lifetime, serial);
    }
}
