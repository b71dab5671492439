using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gatehouse.Host.Identity;

/// <summary>A kiosk's request for a certificate: its public key, for which it showed that it has the private one.</summary>
internal static class KioskRequest
{
    private const string Unreadable = "The request is no PKCS #10 request for a certificate, PEM, that is signed with its own key.";
    private const string P256 = "1.2.840.10045.3.1.7";

    // A P-256 request takes some four hundred.
    private const int MaxLength = 4 * 1024;

    /// <summary>Reads a PKCS #10 request, PEM.</summary>
    /// <param name="pem">The request.</param>
    /// <param name="key">The key that it is signed with.</param>
    /// <param name="why">What is wrong with it.</param>
    public static bool TryRead(string? pem, [NotNullWhen(true)] out PublicKey? key, [NotNullWhen(false)] out string? why)
    {
        (key, why) = (null, Unreadable);
        if (pem is not { Length: > 0 and <= MaxLength })
        {
            return false;
        }

        try
        {
            var request = CertificateRequest.LoadSigningRequestPem(pem, HashAlgorithmName.SHA256);
            using var ecdsa = request.PublicKey.GetECDsaPublicKey();
            if (ecdsa?.ExportParameters(includePrivateParameters: false).Curve.Oid?.Value != P256)
            {
                why = "The request's key is not on the curve P-256.";
                return false;
            }

            (key, why) = (request.PublicKey, null);
            return true;
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            why = Unreadable;
            return false;
        }
    }
}
