using System.Text;
using Gatehouse.Contract;
using Gatehouse.Host.Storage;

namespace Gatehouse.Host.Ingest;

/// <summary>What the runs of an epoch say.</summary>
internal static class HeldRuns
{
    /// <summary>An answer names no more gaps than this; the rest is named once these are filled.</summary>
    private const int MaxNamed = 1000;

    /// <summary>Watermark and missing ranges of runs and losses, both in order. What is known to be lost is not missing.</summary>
    public static IngestAnswer Answer(string epoch, IEnumerable<RunRow> runs, IReadOnlyList<LossRow> losses)
    {
        long watermark = 0;
        HeldRecord? last = null;
        var missing = new List<SequenceRange>();
        foreach (var run in runs)
        {
            List<SequenceRange> gaps = [.. Apart((last?.Sequence ?? 0) + 1, run.First - 1, losses)];
            if (missing.Count + gaps.Count > MaxNamed)
            {
                break;
            }

            missing.AddRange(gaps);
            watermark = missing.Count == 0 ? run.Last : watermark;
            last = new HeldRecord(run.Last, run.LastHash);
        }

        foreach (var loss in losses.Where(_ => missing.Count == 0))
        {
            watermark = loss.First <= watermark + 1 ? Math.Max(watermark, loss.Last) : watermark;
        }

        return new IngestAnswer(epoch, watermark, missing, last);
    }

    /// <summary>What of a range is not known to be lost.</summary>
    public static IEnumerable<SequenceRange> Apart(long from, long to, IEnumerable<LossRow> losses)
    {
        foreach (var loss in losses.Where(l => l.Last >= from && l.First <= to))
        {
            if (loss.First > from)
            {
                yield return new SequenceRange(from, loss.First - 1);
            }

            from = Math.Max(from, loss.Last + 1);
        }

        if (from <= to)
        {
            yield return new SequenceRange(from, to);
        }
    }

    /// <summary>What is known to be lost and not held after all.</summary>
    public static IEnumerable<SequenceRange> Lost(IReadOnlyList<RunRow> runs, IEnumerable<LossRow> losses)
    {
        foreach (var loss in losses)
        {
            var from = loss.First;
            foreach (var run in runs.Where(r => r.Last >= loss.First && r.First <= loss.Last))
            {
                if (run.First > from)
                {
                    yield return new SequenceRange(from, run.First - 1);
                }

                from = Math.Max(from, run.Last + 1);
            }

            if (from <= loss.Last)
            {
                yield return new SequenceRange(from, loss.Last);
            }
        }
    }

    /// <summary>The hash at the end of a stored line.</summary>
    public static string HashOf(byte[] line) => Encoding.ASCII.GetString(line.AsSpan()[^RecordHash.TextLength..]);

    /// <summary>One run over a batch and the held runs that it overlaps or touches.</summary>
    public static RunRow Join(EpochRow epoch, Batch batch, IReadOnlyList<RunRow> near)
    {
        var lowest = near.MinBy(r => r.First);
        var highest = near.MaxBy(r => r.Last);
        var below = lowest is not null && lowest.First < batch.First ? lowest : null;
        var above = highest is not null && highest.Last > batch.Last ? highest : null;
        return new RunRow
        {
            SiteId = epoch.SiteId,
            EpochId = epoch.Id,
            First = below?.First ?? batch.First,
            Last = above?.Last ?? batch.Last,
            FirstPrevious = below?.FirstPrevious ?? batch.Records[0].Record.Previous.ToString(),
            LastHash = above?.LastHash ?? batch.Records[^1].Record.Hash.ToString(),
        };
    }
}
