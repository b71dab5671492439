namespace Gatehouse.Host.Storage;

/// <summary>A certificate issued to a kiosk. One that is not listed here is not accepted, whoever signed it.</summary>
internal sealed class CertificateRow
{
    /// <summary>SHA-256 of the certificate in hexadecimal digits.</summary>
    public required string Thumbprint { get; set; }

    /// <summary>The certificate itself, by whose key checkpoints are verified; null when it was issued before this was kept.</summary>
    public byte[]? Certificate { get; set; }

    public int SiteId { get; set; }

    public long KioskId { get; set; }

    public DateTimeOffset IssuedAt { get; set; }

    public DateTimeOffset NotAfter { get; set; }

    public DateTimeOffset? RevokedAt { get; set; }
}
