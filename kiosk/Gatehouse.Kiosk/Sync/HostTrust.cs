using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gatehouse.Kiosk.Sync;

/// <summary>Whether who answers is the host: by its own issuing authority and nothing else.</summary>
internal static class HostTrust
{
    /// <summary>Server authentication (RFC 5280, 4.2.1.12).</summary>
    private static readonly Oid ServerUse = new("1.3.6.1.5.5.7.3.1");

    /// <summary>Judges the certificate that a handshake shows.</summary>
    /// <param name="shown">The certificate.</param>
    /// <param name="errors">What the handshake found wrong with it.</param>
    /// <param name="authority">The host's authority.</param>
    /// <param name="own">The kiosk's own certificate; null while it has none.</param>
    /// <param name="known">
    /// The wall clock's time; null when it cannot be trusted. Then it is at least as late as the newest of the certificates
    /// says: a host whose certificate had expired before that is not believed.
    /// </param>
    public static bool IsHost(X509Certificate? shown, SslPolicyErrors errors, X509Certificate2 authority, X509Certificate2? own, DateTimeOffset? known)
    {
        if (shown is not X509Certificate2 host || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != 0)
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ApplicationPolicy.Add(ServerUse);
        chain.ChainPolicy.VerificationTime = known?.UtcDateTime ?? new[] { authority, own ?? authority, host }.Max(certificate => certificate.NotBefore.ToUniversalTime());
        return IsForServers(host) && chain.Build(host);
    }

    /// <summary>The authority issues the kiosks' certificates too. A chain also holds for one that names no use at all.</summary>
    private static bool IsForServers(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>()
            .Any(uses => uses.EnhancedKeyUsages.Cast<Oid>().Any(use => use.Value == ServerUse.Value));
}
