using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gatehouse.Contract;
using Gatehouse.Kiosk.Proof;

namespace Gatehouse.Kiosk.Tests.Proof;

/// <summary>The keys of a host and of one kiosk, <c>gate-1</c>.</summary>
internal sealed class Keys : IDisposable
{
    private readonly ECDsa _own = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public Keys()
    {
        Host = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Kiosk = new KioskKey(new KioskCredential("gate-1", "https://host", Certificate("CN=Gatehouse", Host, isAuthority: true), Certificate("CN=gate-1", _own, isAuthority: false), _own.ExportPkcs8PrivateKeyPem()));
    }

    public ECDsa Host { get; }

    public KioskKey Kiosk { get; }

    public string Pem => string.Join('\n', Kiosk.Certificates);

    public void Dispose()
    {
        Kiosk.Dispose();
        Host.Dispose();
        _own.Dispose();
    }

    private static string Certificate(string name, ECDsa key, bool isAuthority)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, hasPathLengthConstraint: false, 0, critical: true));
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        return certificate.ExportCertificatePem();
    }
}
