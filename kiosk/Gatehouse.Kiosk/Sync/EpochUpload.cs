using Gatehouse.Contract;

namespace Gatehouse.Kiosk.Sync;

/// <summary>What of one epoch is still to be sent, live records before those from before the connection.</summary>
/// <param name="epoch">The epoch.</param>
/// <param name="answer">What the host holds.</param>
/// <param name="liveFrom">The first number that counts as live.</param>
internal sealed class EpochUpload(string epoch, IngestAnswer answer, long liveFrom)
{
    private readonly long _lastBefore = liveFrom - 1;
    private long _nextLive = liveFrom;

    public string Epoch => epoch;

    public IngestAnswer Answer { get; private set; } = answer;

    /// <summary>The next live range; null when there is none.</summary>
    public SequenceRange? NextLive(long head) => _nextLive <= head ? new SequenceRange(_nextLive, head) : null;

    /// <summary>The next range from before; null when the host holds all of it.</summary>
    public SequenceRange? NextBacklog() =>
        Answer.Missing.Count > 0 ? Answer.Missing[0]
        : Answer.Watermark < _lastBefore ? new SequenceRange(Answer.Watermark + 1, _lastBefore)
        : null;

    public void Take(IngestAnswer answer, SequenceRange sent)
    {
        Answer = answer;
        if (sent.From == _nextLive)
        {
            _nextLive = sent.To + 1;
        }
    }
}
