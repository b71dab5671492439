namespace Gatehouse.Host.Storage;

/// <summary>A record, in the bytes in which it was received.</summary>
internal sealed class RecordRow
{
    public long EpochId { get; set; }

    public long Sequence { get; set; }

    public required byte[] Line { get; set; }

    public required string Kind { get; set; }

    public DateTimeOffset ReceivedAt { get; set; }
}
