using Gatehouse.Contract;

namespace Gatehouse.Kiosk.Proof;

/// <summary>A checkpoint that stands beside the journal.</summary>
/// <param name="Checkpoint">What it says.</param>
/// <param name="Line">Its line, as signed.</param>
/// <param name="Countersignature">The line with which the host confirmed it; empty while none did.</param>
public sealed record KeptCheckpoint(Checkpoint Checkpoint, ReadOnlyMemory<byte> Line, ReadOnlyMemory<byte> Countersignature)
{
    /// <summary>Whether the host confirmed it.</summary>
    public bool IsCountersigned => !Countersignature.IsEmpty;
}
