using Gatehouse.Contract;
using Gatehouse.Host.Storage;

namespace Gatehouse.Host.Ingest;

/// <summary>What the runs of an epoch say.</summary>
internal static class HeldRuns
{
    /// <summary>An answer names no more gaps than this; the rest is named once these are filled.</summary>
    private const int MaxNamed = 1000;

    /// <summary>Watermark and missing ranges of runs in order.</summary>
    public static IngestAnswer Answer(string epoch, IEnumerable<RunRow> ordered)
    {
        long watermark = 0;
        HeldRecord? last = null;
        var missing = new List<SequenceRange>();
        foreach (var run in ordered)
        {
            if (run.First == 1)
            {
                watermark = run.Last;
            }
            else if (missing.Count < MaxNamed)
            {
                missing.Add(new SequenceRange((last?.Sequence ?? 0) + 1, run.First - 1));
            }
            else
            {
                break;
            }

            last = new HeldRecord(run.Last, run.LastHash);
        }

        return new IngestAnswer(epoch, watermark, missing, last);
    }

    /// <summary>One run over a batch and the held runs that it overlaps or touches.</summary>
    public static RunRow Join(long epoch, Batch batch, IReadOnlyList<RunRow> near)
    {
        var lowest = near.MinBy(r => r.First);
        var highest = near.MaxBy(r => r.Last);
        var below = lowest is not null && lowest.First < batch.First ? lowest : null;
        var above = highest is not null && highest.Last > batch.Last ? highest : null;
        return new RunRow
        {
            EpochId = epoch,
            First = below?.First ?? batch.First,
            Last = above?.Last ?? batch.Last,
            FirstPrevious = below?.FirstPrevious ?? batch.Records[0].Record.Previous.ToString(),
            LastHash = above?.LastHash ?? batch.Records[^1].Record.Hash.ToString(),
        };
    }
}
