namespace Gatehouse.Host.Storage;

/// <summary>A program that may use the API of a site.</summary>
internal sealed class ApiTokenRow
{
    public int SiteId { get; set; }

    public required string Name { get; set; }

    /// <summary>The hash of its secret.</summary>
    public required string Hash { get; set; }

    /// <summary>What it may do, with blanks between.</summary>
    public required string Rights { get; set; }

    /// <summary>Who made it.</summary>
    public required string MadeBy { get; set; }

    public DateTimeOffset MadeAt { get; set; }

    public DateTimeOffset NotAfter { get; set; }

    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>When it was used last, to the minute; null for never.</summary>
    public DateTimeOffset? UsedAt { get; set; }
}
