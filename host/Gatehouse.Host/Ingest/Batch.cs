using Gatehouse.Contract;

namespace Gatehouse.Host.Ingest;

/// <summary>Consecutive records of one epoch, each whole and each following the one before.</summary>
internal sealed record Batch(KioskId Kiosk, string Epoch, IReadOnlyList<BatchRecord> Records)
{
    public long First => Records[0].Sequence;

    public long Last => Records[^1].Sequence;
}
