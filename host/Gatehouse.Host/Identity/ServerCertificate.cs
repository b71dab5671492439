using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Gatehouse.Host.Identity;

/// <summary>The certificate that the kiosk port shows: made anew when a name is added and well before it expires.</summary>
internal sealed class ServerCertificate(HostIdentity identity, Authority authority, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private SslStreamCertificateContext? _current;
    private DateTime _names;
    private DateTimeOffset _renewAt;

    public async ValueTask<SslStreamCertificateContext> CurrentAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var stamp = identity.NamesStamp;
            var now = time.GetUtcNow();
            if (_current is null || stamp != _names || now >= _renewAt)
            {
                var certificate = authority.IssueServer(await identity.NamesAsync(cancellationToken), now);
                // The certificate before it may still be in a handshake; it is left to the collector.
                _current = SslStreamCertificateContext.Create(certificate, additionalCertificates: null, offline: true);
                _names = stamp;
                _renewAt = now + (Authority.ServerLifetime / 2);
            }

            return _current;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose()
    {
        _gate.Dispose();
        _current?.TargetCertificate.Dispose();
    }

    /// <summary>The SHA-256 of a certificate in hexadecimal digits.</summary>
    public static string Thumbprint(X509Certificate2 certificate) =>
        certificate.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256);
}
