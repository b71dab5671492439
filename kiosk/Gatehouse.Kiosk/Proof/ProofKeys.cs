using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gatehouse.Contract;

namespace Gatehouse.Kiosk.Proof;

/// <summary>The public keys by which checkpoints and countersignatures are verified, taken from certificates.</summary>
public sealed class ProofKeys : IDisposable
{
    private readonly List<(string Kiosk, string Name, ECDsa Key)> _kiosks = [];
    private readonly List<ECDsa> _hosts = [];

    private ProofKeys(X509Certificate2Collection certificates)
    {
        foreach (var certificate in certificates)
        {
            var key = certificate.GetECDsaPublicKey()
                ?? throw new CryptographicException($"that of {certificate.Subject} has no key on an elliptic curve.");
            if (certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(c => c.CertificateAuthority))
            {
                _hosts.Add(key);
            }
            else
            {
                _kiosks.Add((certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false), SignedLine.KeyName(key), key));
            }
        }
    }

    /// <summary>Whether there is none at all.</summary>
    public bool IsEmpty => _kiosks.Count == 0 && _hosts.Count == 0;

    /// <summary>Reads certificates: a kiosk's bears its name, a host's may issue others.</summary>
    /// <exception cref="FormatException">The text holds something that is no certificate with a key that signs.</exception>
    public static ProofKeys Read(string pem)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(pem);
            return new ProofKeys(certificates);
        }
        catch (CryptographicException e)
        {
            throw new FormatException($"A certificate cannot be read: {e.Message}", e);
        }
        finally
        {
            foreach (var certificate in certificates)
            {
                certificate.Dispose();
            }
        }
    }

    /// <summary>What is wrong with the signatures of a checkpoint, the end of a sentence; null when nothing is.</summary>
    public string? Fault(KeptCheckpoint kept, KioskId kiosk)
    {
        var checkpoint = kept.Checkpoint;
        if (checkpoint.Kiosk != kiosk.ToString())
        {
            return $"it is of the kiosk {checkpoint.Kiosk}, not of {kiosk}";
        }

        var own = _kiosks.Find(k => k.Kiosk == checkpoint.Kiosk && k.Name == checkpoint.Key).Key;
        if (own is null)
        {
            return $"it is signed with the key {checkpoint.Key}, of which no certificate of {checkpoint.Kiosk} is there";
        }

        if (!SignedLine.IsSignedBy(kept.Line.Span, own))
        {
            return "its signature is not that of its words; it was changed or forged";
        }

        return kept.IsCountersigned && _hosts.Count > 0 && !_hosts.Exists(host => SignedLine.IsSignedBy(kept.Countersignature.Span, host))
            ? "its countersignature is not by the host whose certificate is there"
            : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, _, key) in _kiosks)
        {
            key.Dispose();
        }

        foreach (var key in _hosts)
        {
            key.Dispose();
        }
    }
}
