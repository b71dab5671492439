namespace Gatehouse.Host.Storage;

/// <summary>Records that a kiosk says it cannot give any more: the watermark passes them, and an alarm stands for them.</summary>
internal sealed class LossRow
{
    public int SiteId { get; set; }

    public long EpochId { get; set; }

    public long First { get; set; }

    public long Last { get; set; }

    /// <summary>Why, in the kiosk's word.</summary>
    public required string Reason { get; set; }

    /// <summary>Epoch and number of the record that says so.</summary>
    public long NamedByEpochId { get; set; }

    public long NamedBySequence { get; set; }
}
