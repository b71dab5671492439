namespace Gatehouse.Host.Storage;

/// <summary>A kiosk that was once added.</summary>
internal sealed class KioskRow
{
    public int SiteId { get; set; }

    public long Id { get; set; }

    public required string Name { get; set; }

    public DateTimeOffset AddedAt { get; set; }
}
