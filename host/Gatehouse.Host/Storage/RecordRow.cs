namespace Gatehouse.Host.Storage;

/// <summary>A record, in the bytes in which it was received.</summary>
internal sealed class RecordRow
{
    public int SiteId { get; set; }

    public long EpochId { get; set; }

    public long Sequence { get; set; }

    /// <summary>The month of its receipt, as 202603, by which large data are kept apart.</summary>
    public int Month { get; set; }

    public required byte[] Line { get; set; }

    public required string Kind { get; set; }

    public DateTimeOffset ReceivedAt { get; set; }
}
