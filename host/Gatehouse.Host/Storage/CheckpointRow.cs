namespace Gatehouse.Host.Storage;

/// <summary>A kiosk's signed checkpoint that fits what is held, and this host's countersignature of it, both as signed.</summary>
internal sealed class CheckpointRow
{
    public int SiteId { get; set; }

    public long EpochId { get; set; }

    /// <summary>The number of the record that it names.</summary>
    public long Sequence { get; set; }

    public required byte[] Line { get; set; }

    public required byte[] Countersignature { get; set; }

    /// <summary>The certificate whose key signed it.</summary>
    public required string Thumbprint { get; set; }

    public DateTimeOffset ReceivedAt { get; set; }
}
