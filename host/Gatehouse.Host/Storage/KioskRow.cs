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
}
