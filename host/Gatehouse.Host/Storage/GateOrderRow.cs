namespace Gatehouse.Host.Storage;

/// <summary>The mode in which a gate is to be until somebody says otherwise; a gate without one is in normal operation.</summary>
internal sealed class GateOrderRow
{
    public int SiteId { get; set; }

    public long KioskId { get; set; }

    /// <summary>A word of <see cref="Contract.LaneMode"/>.</summary>
    public required string Mode { get; set; }

    /// <summary>When it ends; null for never.</summary>
    public DateTimeOffset? Until { get; set; }

    public required string By { get; set; }

    public required string Reason { get; set; }

    public DateTimeOffset At { get; set; }
}
