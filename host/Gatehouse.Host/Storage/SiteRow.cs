namespace Gatehouse.Host.Storage;

/// <summary>A place with its gates and people: every key begins with it, so that sites can be spread over machines.</summary>
internal sealed class SiteRow
{
    /// <summary>The site that a new host has.</summary>
    public const int First = 1;

    public int Id { get; set; }

    public required string Name { get; set; }

    /// <summary>The key under which badges are hashed, 32 bytes; null while there are no people.</summary>
    public byte[]? BadgeKey { get; set; }

    /// <summary>Which column of sheets is which, as it was said last, as JSON; null while it never was.</summary>
    public string? ColumnMap { get; set; }

    /// <summary>Its time zone, an IANA name; null while there are no people.</summary>
    public string? TimeZone { get; set; }

    /// <summary>Since when nobody may enter; null while there is no lockdown.</summary>
    public DateTimeOffset? LockdownAt { get; set; }

    public string? LockdownBy { get; set; }

    public string? LockdownReason { get; set; }

    /// <summary>Whether who is in already is refused; otherwise admitted, and the record says so.</summary>
    public bool PassbackHard { get; set; }

    /// <summary>For how long a passage says that somebody is in; null while nobody looks.</summary>
    public int? PassbackMinutes { get; set; }

    /// <summary>Passages before this say nothing any more; null where all count.</summary>
    public DateTimeOffset? ForgivenAt { get; set; }
}
