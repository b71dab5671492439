using System.Threading.Channels;
using Gatehouse.Contract;
using Gatehouse.Kiosk.Journal;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Kiosk.Proof;

/// <summary>
/// Signs where the journal stands: every hundred records, within a minute of the first that is unsigned, when the host is
/// reached, and at the end. A checkpoint is no record, so that a gate where nothing happens writes nothing. The lane never
/// waits for it.
/// </summary>
public sealed partial class CheckpointWorker : IDisposable
{
    private const int Every = 100;

    private static readonly TimeSpan Within = TimeSpan.FromMinutes(1);

    private readonly SegmentJournal _journal;
    private readonly CheckpointFiles _files;
    private readonly KioskKey _key;
    private readonly RecordStamp _stamp;
    private readonly TimeProvider _time;
    private readonly ILogger<CheckpointWorker> _logger;
    private readonly Channel<bool> _grown = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Dictionary<string, KeptCheckpoint?> _last = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private string? _problem;

    /// <summary>A worker; it does nothing before it is asked to.</summary>
    public CheckpointWorker(SegmentJournal journal, KioskKey key, RecordStamp stamp, TimeProvider time, ILogger<CheckpointWorker> logger)
    {
        _journal = journal;
        _files = journal.Checkpoints;
        _key = key;
        _stamp = stamp;
        _time = time;
        _logger = logger;
        journal.Grown += OnGrown;
    }

    /// <summary>Told after each checkpoint, on the thread that signed it.</summary>
    public event EventHandler? Signed;

    /// <summary>Signs as the journal grows until cancelled; the last records are signed by <see cref="Sign"/> once the journal holds them.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        Try(() => _files.Keep(_key.Certificates));
        try
        {
            while (true)
            {
                await UnsignedAsync(1, cancellationToken);
                using var soon = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                await Task.WhenAny(UnsignedAsync(Every, soon.Token), Task.Delay(Within, _time, soon.Token));
                await soon.CancelAsync();
                cancellationToken.ThrowIfCancellationRequested();
                if (!Sign())
                {
                    await Task.Delay(Within, _time, cancellationToken);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Asked to stop.
        }
    }

    /// <summary>Signs where the journal stands now, unless that is signed already.</summary>
    /// <returns>False when the disk does not take it.</returns>
    public bool Sign()
    {
        lock (_gate)
        {
            var head = _journal.Head;
            if (head.Sequence == 0 || (LastOf(head.Epoch)?.Checkpoint is { } last && last.Sequence == head.Sequence && last.Hash == head.Hash.ToString()))
            {
                return true;
            }

            var checkpoint = new Checkpoint(
                Checkpoint.Word, _key.Kiosk.ToString(), head.Epoch, head.Sequence, head.Hash.ToString(), _stamp.At, _stamp.Boot.Id.ToString("N"), _key.Name);
            var line = _key.Sign(checkpoint);
            if (!Try(() => _files.Append(head.Epoch, head.Sequence, line)))
            {
                return false;
            }

            _last[head.Epoch] = new KeptCheckpoint(checkpoint, line, default);
        }

        Signed?.Invoke(this, EventArgs.Empty);
        return true;
    }

    /// <summary>The last checkpoint of an epoch that the host has not confirmed, where the host holds everything up to it; null when there is none.</summary>
    public ReadOnlyMemory<byte>? Unconfirmed(string epoch, long watermark)
    {
        lock (_gate)
        {
            // Without the cast null becomes an empty Memory.
            return LastOf(epoch) is { IsCountersigned: false } last && last.Checkpoint.Sequence <= watermark ? (ReadOnlyMemory<byte>?)last.Line : null;
        }
    }

    /// <summary>Keeps the host's countersignature durably.</summary>
    /// <returns>False when it is not the host's, or not of this checkpoint.</returns>
    public bool Confirm(string epoch, ReadOnlyMemory<byte> checkpoint, ReadOnlyMemory<byte> countersignature)
    {
        if (!_key.IsCountersigned(checkpoint.Span, countersignature.Span))
        {
            return false;
        }

        lock (_gate)
        {
            if (LastOf(epoch) is { } last && last.Line.Span.SequenceEqual(checkpoint.Span)
                && Try(() => _files.Append(epoch, last.Checkpoint.Sequence, countersignature.Span)))
            {
                _last[epoch] = last with { Countersignature = countersignature };
            }

            return true;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _journal.Grown -= OnGrown;

    private KeptCheckpoint? LastOf(string epoch)
    {
        if (!_last.TryGetValue(epoch, out var last))
        {
            Try(() => last = _files.Last(epoch));
            _last[epoch] = last;
        }

        return last;
    }

    private async Task UnsignedAsync(int count, CancellationToken cancellationToken)
    {
        while (Unsigned() < count)
        {
            await _grown.Reader.ReadAsync(cancellationToken);
        }
    }

    private long Unsigned()
    {
        lock (_gate)
        {
            var head = _journal.Head;
            var signed = LastOf(head.Epoch)?.Checkpoint.Sequence ?? 0;
            // What was signed beyond the journal's end is not there any more: none of the rest counts as signed.
            return signed <= head.Sequence ? head.Sequence - signed : head.Sequence;
        }
    }

    /// <summary>A disk that does not take a checkpoint may take the next; the records themselves are not touched by it.</summary>
    private bool Try(Action write)
    {
        try
        {
            write();
            _problem = null;
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (_problem != e.Message)
            {
                Log.NotKept(_logger, e.Message);
            }

            _problem = e.Message;
            return false;
        }
    }

    private void OnGrown(object? sender, EventArgs e) => _grown.Writer.TryWrite(true);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The journal's newest records are not signed: {Why}")]
        public static partial void NotKept(ILogger logger, string why);
    }
}
