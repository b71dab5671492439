namespace Gatehouse.Host.Storage;

/// <summary>A kiosk that was once added.</summary>
internal sealed class KioskRow
{
    public int SiteId { get; set; }

    public long Id { get; set; }

    public required string Name { get; set; }

    public DateTimeOffset AddedAt { get; set; }

    /// <summary>The revision of the roster by which it said last that it decides; null while it said none.</summary>
    public string? Roster { get; set; }

    /// <summary>When it said so.</summary>
    public DateTimeOffset? RosterAt { get; set; }

    /// <summary>When it was heard last; null when it never was since this is written down.</summary>
    public DateTimeOffset? SeenAt { get; set; }

    /// <summary>How many of its records were missing at the last look.</summary>
    public long Missing { get; set; }

    /// <summary>Since when they have not become fewer; null while none is missing.</summary>
    public DateTimeOffset? MissingSince { get; set; }

    /// <summary>When it was taken out of use for good; null while it was not.</summary>
    public DateTimeOffset? RetiredAt { get; set; }
}
