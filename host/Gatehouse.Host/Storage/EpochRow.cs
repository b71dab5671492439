namespace Gatehouse.Host.Storage;

/// <summary>One epoch of one kiosk: the row that an ingest holds while it changes what is received.</summary>
internal sealed class EpochRow
{
    public int SiteId { get; set; }

    public long Id { get; set; }

    public long KioskId { get; set; }

    public required string Name { get; set; }

    public DateTimeOffset FirstReceivedAt { get; set; }

    public DateTimeOffset LastReceivedAt { get; set; }
}
