namespace Gatehouse.Host.Storage;

/// <summary>A join token that was handed out. The secret itself is kept nowhere.</summary>
internal sealed class JoinTokenRow
{
    /// <summary>SHA-256 of the secret in hexadecimal digits.</summary>
    public required string Id { get; set; }

    public int SiteId { get; set; }

    /// <summary>The name of the kiosk that may join by it.</summary>
    public required string Kiosk { get; set; }

    /// <summary>Whether it may take the place of a kiosk of that name, whose certificates are revoked then.</summary>
    public bool Replaces { get; set; }

    public DateTimeOffset MadeAt { get; set; }

    public DateTimeOffset NotAfter { get; set; }

    public DateTimeOffset? UsedAt { get; set; }

    /// <summary>The certificate that was issued for it; null while it was not used.</summary>
    public string? Thumbprint { get; set; }
}
