using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gatehouse.Contract;

namespace Gatehouse.Kiosk.Proof;

/// <summary>The kiosk's own key, with which it signs checkpoints, and the host's public one, which countersigns them.</summary>
public sealed class KioskKey : IDisposable
{
    private readonly ECDsa _own;
    private readonly ECDsa _host;

    /// <summary>Takes both from the credential of a kiosk that has joined.</summary>
    /// <exception cref="FormatException">The credential is damaged.</exception>
    public KioskKey(KioskCredential credential)
    {
        Kiosk = KioskId.Parse(credential.Kiosk);
        _own = ECDsa.Create();
        try
        {
            _own.ImportFromPem(credential.PrivateKey);
            using var authority = X509Certificate2.CreateFromPem(credential.Authority);
            _host = authority.GetECDsaPublicKey() ?? throw new FormatException("The host's certificate in it has no key that signs.");
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            _own.Dispose();
            throw new FormatException("The credential's certificates or key cannot be read: let the kiosk join anew.", e);
        }

        Name = SignedLine.KeyName(_own);
        Certificates = [credential.Certificate, credential.Authority];
    }

    /// <summary>Whose key it is.</summary>
    public KioskId Kiosk { get; }

    /// <summary>Its short name.</summary>
    public string Name { get; }

    /// <summary>The certificates by which others verify, PEM: the kiosk's and the host's.</summary>
    public IReadOnlyList<string> Certificates { get; }

    /// <summary>Signs a checkpoint.</summary>
    public byte[] Sign(Checkpoint checkpoint) => SignedLine.Sign(checkpoint, ContractJson.Default.Checkpoint, _own);

    /// <summary>Whether a line is the host's countersignature of another.</summary>
    public bool IsCountersigned(ReadOnlySpan<byte> checkpoint, ReadOnlySpan<byte> countersignature) =>
        SignedLine.IsSignedBy(countersignature, _host)
        && SignedLine.Read(countersignature, ContractJson.Default.Countersignature) is { } signed && signed.IsOf(checkpoint);

    /// <inheritdoc/>
    public void Dispose()
    {
        _own.Dispose();
        _host.Dispose();
    }
}
