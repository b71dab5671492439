using Gatehouse.Contract;

namespace Gatehouse.Kiosk.Sync;

/// <summary>
/// What of one epoch is still to be sent, live records before those from before the connection. Each number is tried
/// once a connection, so that one refused batch holds up no other.
/// </summary>
/// <param name="epoch">The epoch.</param>
/// <param name="answer">What the host holds.</param>
/// <param name="liveFrom">The first number that counts as live.</param>
internal sealed class EpochUpload(string epoch, IngestAnswer answer, long liveFrom)
{
    private long _nextLive = liveFrom;
    private long _nextBacklog = 1;

    public string Epoch => epoch;

    /// <summary>The last number that does not count as live.</summary>
    public long LastBefore { get; } = liveFrom - 1;

    public IngestAnswer Answer { get; private set; } = answer;

    /// <summary>The host holds another history under this name: none of these records are known to be with it.</summary>
    public bool IsOther { get; set; }

    /// <summary>How many records up to a number the host does not hold.</summary>
    public long Waiting(long upTo)
    {
        var (answer, last) = (Answer, LastHeld);
        return IsOther ? upTo : Lacking(answer, Math.Min(last, upTo)) + Math.Max(0, upTo - last);
    }

    /// <summary>Whether the host holds everything up to the last number that was tried.</summary>
    public bool IsComplete => Answer.Watermark >= _nextLive - 1;

    /// <summary>The next live range; null when there is none.</summary>
    public SequenceRange? NextLive(long head) => _nextLive <= head ? new SequenceRange(_nextLive, head) : null;

    /// <summary>The next range from before; null when the host holds all of it or it was tried.</summary>
    public SequenceRange? NextBacklog()
    {
        foreach (var gap in Answer.Missing)
        {
            if (Untried(gap.From, gap.To) is { } range)
            {
                return range;
            }
        }

        return Untried(LastHeld + 1, LastBefore);
    }

    /// <summary>The host answered a range; true when it holds more than before: the watermark rose, or a gap shrank.</summary>
    public bool Take(IngestAnswer answer, SequenceRange sent)
    {
        var (before, last) = (Answer, LastHeld);
        Answer = answer;
        Pass(sent);
        return answer.Watermark > before.Watermark || Lacking(answer, last) < Lacking(before, last);
    }

    /// <summary>A range was tried, whether the host took it or not.</summary>
    public void Pass(SequenceRange tried)
    {
        if (tried.From == _nextLive)
        {
            _nextLive = tried.To + 1;
        }
        else
        {
            _nextBacklog = tried.To + 1;
        }
    }

    private static long Lacking(IngestAnswer answer, long upTo) =>
        answer.Missing.Where(gap => gap.From <= upTo).Sum(gap => Math.Min(gap.To, upTo) - gap.From + 1);

    private long LastHeld => Math.Max(Answer.Last?.Sequence ?? 0, Answer.Watermark);

    private SequenceRange? Untried(long from, long to)
    {
        from = Math.Max(from, _nextBacklog);
        to = Math.Min(to, LastBefore);
        return from <= to ? new SequenceRange(from, to) : null;
    }
}
