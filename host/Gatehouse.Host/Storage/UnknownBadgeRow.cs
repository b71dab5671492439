namespace Gatehouse.Host.Storage;

/// <summary>A badge that a gate refused because it is nobody's. Its keyed hash is all that a kiosk says of it.</summary>
internal sealed class UnknownBadgeRow
{
    public int SiteId { get; set; }

    /// <summary>Its keyed hash, 32 hexadecimal digits.</summary>
    public required string Hash { get; set; }

    public long KioskId { get; set; }

    /// <summary>How much the badge proves, in the kiosk's word; null where it does not say.</summary>
    public string? Technology { get; set; }

    public DateTimeOffset FirstAt { get; set; }

    public DateTimeOffset LastAt { get; set; }

    /// <summary>How often it was shown there.</summary>
    public int Times { get; set; }
}
