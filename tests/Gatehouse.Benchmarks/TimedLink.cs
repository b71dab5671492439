using System.Collections.Concurrent;
using Gatehouse.Contract;
using Gatehouse.Kiosk.Sync;

namespace Gatehouse.Benchmarks;

/// <summary>Notes when the host said that it holds a record; the link's answers count after its commit.</summary>
internal sealed class TimedLink(HostLink link, TimeProvider time) : HostLink
{
    private readonly ConcurrentDictionary<long, long> _committed = new();
    private readonly List<(long Watermark, TaskCompletionSource<long> Done)> _waiting = [];
    private (long Watermark, long At) _held;

    /// <summary>The timestamp at which a batch with this number at its end was answered, or one that ended after it.</summary>
    public long CommittedAt(long sequence) => _committed.Where(c => c.Key >= sequence).Min(c => c.Value);

    /// <summary>Completes with the timestamp at which the host held everything up to a number.</summary>
    public Task<long> WhenHeldAsync(long sequence)
    {
        lock (_waiting)
        {
            var done = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((sequence, done));
            if (_held.Watermark >= sequence)
            {
                done.SetResult(_held.At);
            }

            return done.Task;
        }
    }

    public override Task<IngestAnswer> AskAsync(string epoch, CancellationToken cancellationToken) => link.AskAsync(epoch, cancellationToken);

    public override async Task<IngestAnswer> SendAsync(string epoch, ReadOnlyMemory<byte> batch, CancellationToken cancellationToken)
    {
        var answer = await link.SendAsync(epoch, batch, cancellationToken);
        var now = time.GetTimestamp();
        var lines = batch.Span[..^1];
        var last = JournalLine.NumberIn(epoch, lines[(lines.LastIndexOf((byte)'\n') + 1)..]) ?? 0;
        _committed.TryAdd(last, now);
        lock (_waiting)
        {
            _held = (answer.Watermark, now);
            foreach (var (_, done) in _waiting.FindAll(w => answer.Watermark >= w.Watermark))
            {
                done.TrySetResult(now);
            }
        }

        return answer;
    }

    protected override void Dispose(bool disposing)
    {
        link.Dispose();
        base.Dispose(disposing);
    }
}
