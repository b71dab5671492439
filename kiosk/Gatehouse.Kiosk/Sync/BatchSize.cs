using Gatehouse.Contract;

namespace Gatehouse.Kiosk.Sync;

/// <summary>
/// How many records go into the next batch, from one to as many as a host takes: half as many after one that failed or
/// took long, so that a bad line lets something through and nobody who walks now waits long behind what is from before;
/// twice as many after one that went quickly.
/// </summary>
public sealed class BatchSize
{
    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Long = TimeSpan.FromMilliseconds(500);

    /// <summary>How many at most.</summary>
    public int Records { get; private set; } = Routes.MaxBatchRecords;

    /// <summary>One was answered after so long.</summary>
    public void Answered(TimeSpan after)
    {
        if (after > Long)
        {
            Failed();
        }
        else if (after < Quick)
        {
            Records = Math.Min(Records * 2, Routes.MaxBatchRecords);
        }
    }

    /// <summary>One was not answered.</summary>
    public void Failed() => Records = Math.Max(Records / 2, 1);
}
