using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gatehouse.Contract;
using Gatehouse.Host.Storage;

namespace Gatehouse.Host.Proofs;

/// <summary>
/// The public keys of one kiosk's certificates. One that is revoked still tells whether its key signed: a kiosk that was
/// given another certificate may have checkpoints that it signed before.
/// </summary>
internal sealed class KioskKeys(IEnumerable<CertificateRow> certificates)
{
    private readonly List<(string Thumbprint, byte[] Certificate)> _certificates =
        [.. certificates.Where(c => c.Certificate is not null).Select(c => (c.Thumbprint, c.Certificate!))];

    /// <summary>The certificate whose key signed a checkpoint's line; null when none of them did.</summary>
    public string? SignerOf(ReadOnlySpan<byte> line, Checkpoint checkpoint)
    {
        foreach (var (thumbprint, bytes) in _certificates)
        {
            try
            {
                using var certificate = X509CertificateLoader.LoadCertificate(bytes);
                using var key = certificate.GetECDsaPublicKey();
                if (key is not null && SignedLine.KeyName(key) == checkpoint.Key && SignedLine.IsSignedBy(line, key))
                {
                    return thumbprint;
                }
            }
            catch (CryptographicException)
            {
                // A stored certificate that is none any more: nobody's signature is proven by it.
            }
        }

        return null;
    }
}
