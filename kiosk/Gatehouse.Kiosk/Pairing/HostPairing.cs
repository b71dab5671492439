using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gatehouse.Contract;
using Gatehouse.Kiosk.Sync;

namespace Gatehouse.Kiosk.Pairing;

/// <summary>Joins a host by a token: the kiosk makes its own key, shows the secret to that host alone, and is given a certificate.</summary>
/// <param name="options">How long a request may take.</param>
/// <param name="known">The wall clock's time; null when it cannot be trusted.</param>
public sealed class HostPairing(SyncOptions options, Func<DateTimeOffset?> known)
{
    /// <summary>Joins, and keeps the credential; asked again after it was cut off, it goes on.</summary>
    /// <param name="kiosk">The kiosk's name.</param>
    /// <param name="token">The token.</param>
    /// <param name="file">Where its credential shall stand.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The four words that the host shows alike.</returns>
    /// <exception cref="PairingException">The host was not reached or refused, or is another one; or the credential cannot be kept.</exception>
    public async Task<string> JoinAsync(KioskId kiosk, JoinToken token, CredentialFile file, CancellationToken cancellationToken)
    {
        try
        {
            using var authority = await AuthorityAsync(token, cancellationToken);
            using var key = file.PendingKey();
            using var client = new HostClient(token.Host, options, new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, certificate, _, errors) => HostTrust.IsHost(certificate, errors, authority, own: null, known()),
            });
            var issued = await client.ExchangeAsync(
                Routes.Pairing,
                new PairingRequest(kiosk.ToString(), token.Secret, Request(kiosk, key)),
                ContractJson.Default.PairingRequest,
                ContractJson.Default.IssuedCertificate,
                "no certificate",
                cancellationToken);
            var address = token.Host.GetLeftPart(UriPartial.Authority);
            var credential = new KioskCredential(kiosk.ToString(), address, authority.ExportCertificatePem(), issued.Certificate, key.ExportPkcs8PrivateKeyPem());
            using (new HttpsHostLink(credential, options))
            {
                // It is of this key, or a FormatException says so.
            }

            file.Store(credential);
            file.ForgetPendingKey();
            return KeyWords.Of(key.ExportSubjectPublicKeyInfo(), authority.PublicKey.ExportSubjectPublicKeyInfo());
        }
        catch (HostException e)
        {
            throw new PairingException($"{e.Message.TrimEnd('.')}.", e);
        }
        catch (FormatException e)
        {
            throw new PairingException($"The certificate that {token.Host} gave is not for this kiosk's key: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PairingException($"The credential {file.Path} cannot be kept: {e.Message}", e);
        }
    }

    /// <summary>A request for a certificate, signed with the kiosk's key.</summary>
    internal static string Request(KioskId kiosk, ECDsa key) =>
        new CertificateRequest($"CN={kiosk}", key, HashAlgorithmName.SHA256).CreateSigningRequestPem();

    /// <summary>The authority that the token names, asked of whoever answers: nothing is believed of it but its fingerprint.</summary>
    [SuppressMessage("Security", "CA5359", Justification = "Nothing secret is sent; what comes is believed by the token's fingerprint alone.")]
    private async Task<X509Certificate2> AuthorityAsync(JoinToken token, CancellationToken cancellationToken)
    {
        using var client = new HostClient(token.Host, options, new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, _, _, _) => true });
        var body = await client.ExchangeAsync(HttpMethod.Get, Routes.Authority, null, cancellationToken);
        if (HostClient.Read(body, ContractJson.Default.HostAuthority)?.Certificate is not { } pem)
        {
            throw HostClient.NotTheHost("no authority");
        }

        try
        {
            var authority = X509Certificate2.CreateFromPem(pem);
            if (token.IsOf(authority.RawData))
            {
                return authority;
            }

            authority.Dispose();
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            // As little the token's as any other.
        }

        throw new PairingException($"What answers at {token.Host} is not the host that made this join token, or somebody stands between: nothing secret was sent. Check the address, and make another token.");
    }
}
