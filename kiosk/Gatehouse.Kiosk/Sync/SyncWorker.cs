using System.Threading.Channels;
using Gatehouse.Contract;
using Gatehouse.Kiosk.Journal;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Kiosk.Sync;

/// <summary>
/// Forwards the journal to the host: what happens now before what waits from before, in batches, until the host's
/// watermark has reached the journal's head. The lane never waits for it.
/// </summary>
public sealed partial class SyncWorker : IDisposable
{
    private readonly SegmentJournal _journal;
    private readonly HostLink _link;
    private readonly BackOff _backOff;
    private readonly TimeProvider _time;
    private readonly ILogger<SyncWorker> _logger;
    private readonly Channel<bool> _grown = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private SyncStatus _status = new(Connected: false, 0, 0, null);

    /// <summary>A worker; it does nothing before <see cref="RunAsync"/>.</summary>
    public SyncWorker(SegmentJournal journal, HostLink link, BackOff backOff, TimeProvider time, ILogger<SyncWorker> logger)
    {
        _journal = journal;
        _link = link;
        _backOff = backOff;
        _time = time;
        _logger = logger;
        journal.Grown += OnGrown;
    }

    /// <summary>How forwarding stands.</summary>
    public SyncStatus Status => Volatile.Read(ref _status);

    /// <summary>Forwards until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await ForwardAsync(cancellationToken);
            }
            catch (HostException e)
            {
                if (Status.Connected || Status.Problem is null || e.Refused)
                {
                    Log.NotForwarded(_logger, e.Message);
                }

                _status = Status with { Connected = false, Problem = e.Message };
                await PauseAsync(_backOff.Next(e.RetryAfter), cancellationToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _journal.Grown -= OnGrown;

    private async Task ForwardAsync(CancellationToken cancellationToken)
    {
        var head = _journal.Head;
        var epochs = _journal.Reader.Epochs();
        var present = new EpochUpload(head.Epoch, await _link.AskAsync(head.Epoch, cancellationToken), liveFrom: head.Sequence + 1);
        var older = new Queue<string>(epochs.Where(e => e != head.Epoch));
        EpochUpload? backlog = null;
        Report(present.Answer);
        while (!cancellationToken.IsCancellationRequested)
        {
            head = _journal.Head;
            if (present.NextLive(head.Sequence) is { } live)
            {
                await SendAsync(present, live, cancellationToken);
            }
            else if (present.NextBacklog() is { } range)
            {
                await SendAsync(present, range, cancellationToken);
            }
            else if (backlog?.NextBacklog() is { } old)
            {
                await SendAsync(backlog, old, cancellationToken);
            }
            else if (older.TryDequeue(out var epoch))
            {
                var last = LastOf(epoch);
                backlog = new EpochUpload(epoch, await _link.AskAsync(epoch, cancellationToken), liveFrom: last + 1);
                continue;
            }
            else
            {
                await _grown.Reader.ReadAsync(cancellationToken);
                continue;
            }

            Report(present.Answer);
        }
    }

    private async Task SendAsync(EpochUpload upload, SequenceRange range, CancellationToken cancellationToken)
    {
        var (batch, last) = Batches.Read(_journal.Reader, upload.Epoch, range);
        if (last < range.From)
        {
            throw new HostException($"The journal holds no record {range.From} of epoch {upload.Epoch}, which the host asks for.", refused: true);
        }

        upload.Take(await _link.SendAsync(upload.Epoch, batch, cancellationToken), range with { To = last });
    }

    private long LastOf(string epoch) => _journal.Reader.Read(epoch, 1).Aggregate(0L, (count, _) => count + 1);

    private void Report(IngestAnswer answer)
    {
        _backOff.Reset();
        if (!Status.Connected)
        {
            Log.Connected(_logger, answer.Watermark);
        }

        _status = new SyncStatus(Connected: true, answer.Watermark, Math.Max(0, _journal.Head.Sequence - answer.Watermark), null);
    }

    private async Task PauseAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(wait, _time, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Stopping: the loop ends by itself.
        }
    }

    private void OnGrown(object? sender, EventArgs e) => _grown.Writer.TryWrite(true);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Records wait on this kiosk: {Why}")]
        public static partial void NotForwarded(ILogger logger, string why);

        [LoggerMessage(Level = LogLevel.Information, Message = "Connected to the host, which holds this journal up to number {Watermark}.")]
        public static partial void Connected(ILogger logger, long watermark);
    }
}
