using Gatehouse.Contract;

namespace Gatehouse.Host.Ingest;

/// <summary>A verified record of a batch, with its lines as received.</summary>
internal sealed record BatchRecord(JournalRecord Record, ReadOnlyMemory<byte> Line)
{
    public long Sequence => Record.Sequence;

    /// <summary>Its personal line; empty when there is none.</summary>
    public ReadOnlyMemory<byte> Personal { get; init; }

    public string? Name { get; init; }

    public PassageDecided? Decision { get; init; }

    public PassageClosed? Closing { get; init; }
}
