using System.Collections.Concurrent;
using Gatehouse.Contract;
using Gatehouse.Kiosk.Journal;
using Gatehouse.Kiosk.Proof;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Kiosk.Sync;

/// <summary>
/// Forwards the journal to the host: what happens now before what waits from before, in batches, until the host's
/// watermark has reached the journal's head. What the host refuses is tried again with back-off and holds up nothing
/// else. The lane never waits for it.
/// </summary>
public sealed partial class SyncWorker : IDisposable
{
    private readonly SegmentJournal _journal;

    // One each, since live records and those from before are sent in turn, and each reader goes on where it stopped.
    private readonly JournalReader _live;
    private readonly JournalReader _before;
    private readonly ReadAhead _backlog;
    private readonly BatchSize _size = new();
    private readonly HostLink _link;
    private readonly BackOff _backOff;
    private readonly Refusals _refusals;
    private readonly OtherHistory _history;
    private readonly Losses _losses;
    private readonly TimeProvider _time;
    private readonly ILogger<SyncWorker> _logger;
    private readonly Growth _grown = new();
    private readonly ConcurrentDictionary<string, long> _waitingBefore = new(StringComparer.Ordinal);
    private readonly CheckpointWorker? _checkpoints;
    private readonly Confirmations? _confirmations;
    private readonly ConcurrentDictionary<string, long> _held = new(StringComparer.Ordinal);
    private EpochUpload? _present;
    private bool _begunAnew;
    private SyncStatus _status = new(Reached: false, 0, 0, null);

    /// <summary>A worker; it does nothing before <see cref="RunAsync"/>.</summary>
    public SyncWorker(SegmentJournal journal, HostLink link, BackOff backOff, TimeProvider time, ILogger<SyncWorker> logger)
    {
        _journal = journal;
        _live = journal.Reader;
        _before = journal.Reader;
        _backlog = new ReadAhead(journal.Reader);
        _link = link;
        _backOff = backOff;
        _refusals = new Refusals(backOff.Apart());
        _history = new OtherHistory(journal, link);
        _losses = new Losses(journal, _history);
        _time = time;
        _logger = logger;
        journal.Grown += _grown.Tell;
    }

    /// <summary>What is signed of the journal and shown to the host; null where nothing is.</summary>
    public CheckpointWorker? Checkpoints
    {
        get => _checkpoints;
        init
        {
            _checkpoints = value;
            if (value is not null)
            {
                _confirmations = new Confirmations(value, _link, _logger);
                value.Signed += _grown.Tell;
            }
        }
    }

    /// <summary>How forwarding stands; what waits is counted now, since nothing is reported while the host is away.</summary>
    public SyncStatus Status
    {
        get
        {
            var head = _journal.Head.Sequence;
            var present = Volatile.Read(ref _present)?.Waiting(head) ?? head;
            return Volatile.Read(ref _status) with { Waiting = present + _waitingBefore.Values.Sum() };
        }
    }

    /// <summary>Up to which number of an epoch the host holds everything of this journal; 0 while it was not asked, or holds another history.</summary>
    public long Held(string epoch) => _held.GetValueOrDefault(epoch);

    /// <summary>Forwards until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ForwardUntilCancelledAsync(cancellationToken);
        }
        finally
        {
            await _backlog.ForgetAsync();
        }
    }

    private async Task ForwardUntilCancelledAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await ForwardAsync(cancellationToken);
            }
            catch (HostException e)
            {
                var before = Status;
                if (before.Problem is null || (e.Refused ? before.Problem != e.Message : before.Reached))
                {
                    Log.NotForwarded(_logger, e.Message);
                }

                _status = before with { Reached = e.Refused, Problem = e.Message };
                await PauseAsync(_backOff.Next(e.RetryAfter), cancellationToken);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or JournalException or JournalLineException)
            {
                var problem = $"The journal cannot be read to be forwarded: {e.Message}";
                if (Status.Problem != problem)
                {
                    Log.NotForwarded(_logger, problem);
                }

                _status = Status with { Problem = problem };
                await PauseAsync(_backOff.Next(null), cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _journal.Grown -= _grown.Tell;
        if (_checkpoints is not null)
        {
            _checkpoints.Signed -= _grown.Tell;
        }
    }

    /// <summary>Forwards over one connection; returns when it is time to ask anew what the host holds.</summary>
    private async Task ForwardAsync(CancellationToken cancellationToken)
    {
        _refusals.Begin();
        _confirmations?.Begin();
        var head = _journal.Head;
        var older = new Queue<string>(_before.Epochs().Where(e => e != head.Epoch));
        foreach (var epoch in older)
        {
            _waitingBefore.GetOrAdd(epoch, EndOf);
        }

        var present = new EpochUpload(head.Epoch, await _link.AskAsync(head.Epoch, cancellationToken), liveFrom: head.Sequence + 1);
        _present = present;
        _checkpoints?.Sign();
        EpochUpload? backlog = null;
        Task? retry = null;
        if (await BeginsAnewAsync(present, cancellationToken))
        {
            return;
        }

        NoteBefore(present);
        Report(present.Answer);
        while (!cancellationToken.IsCancellationRequested)
        {
            if (present.NextLive(_journal.Head.Sequence) is { } live)
            {
                if (!await SendAsync(present, live, Batches.Read(_live, present.Epoch, live, _size.Records), cancellationToken))
                {
                    return;
                }
            }
            else if (present.NextBacklog() is { } range)
            {
                if (!await SendAsync(present, range, await _backlog.ReadAsync(present.Epoch, range, _size.Records), cancellationToken))
                {
                    return;
                }
            }
            else if (backlog?.NextBacklog() is { } old)
            {
                if (!await SendAsync(backlog, old, await _backlog.ReadAsync(backlog.Epoch, old, _size.Records), cancellationToken))
                {
                    return;
                }
            }
            else if (older.TryDequeue(out var epoch))
            {
                await NoteEndAsync(backlog, cancellationToken);
                backlog = await AskOlderAsync(epoch, cancellationToken);
            }
            else
            {
                await NoteEndAsync(backlog, cancellationToken);
                await NoteEndAsync(present, cancellationToken);
                if (retry is null && _refusals.End() is { } wait)
                {
                    retry = Task.Delay(wait, _time, cancellationToken);
                }

                _backOff.Reset();
                Report(present.Answer);
                if (!await _grown.WaitAsync(retry, cancellationToken))
                {
                    return;
                }
            }

            Report(present.Answer);
        }
    }

    /// <summary>Sends one batch; false when the host must be asked anew, since a loss was recorded that it will count as held.</summary>
    private async Task<bool> SendAsync(
        EpochUpload upload, SequenceRange range, (ReadOnlyMemory<byte> Lines, long Last, long Bare) batch, CancellationToken cancellationToken)
    {
        var (lines, last, bare) = batch;
        if (bare > 0)
        {
            Log.Bare(_logger, bare, upload.Epoch);
        }

        if (last < range.From)
        {
            var (lost, isNew) = await _losses.RecordAsync(upload.Epoch, range);
            if (isNew)
            {
                Log.Lost(_logger, lost.From, lost.To, upload.Epoch);
            }

            upload.Pass(lost);
            return !isNew || upload == _present;
        }

        var sent = range with { To = last };
        try
        {
            var began = _time.GetTimestamp();
            var answer = await _link.SendAsync(upload.Epoch, lines, cancellationToken);
            _size.Answered(_time.GetElapsedTime(began));
            if (upload.Take(answer, sent))
            {
                _backOff.Reset();
            }

            NoteBefore(upload);
        }
        catch (HostException e) when (e.Refused)
        {
            Refused(e);
            upload.Pass(sent);
        }
        catch (HostException)
        {
            _size.Failed();
            throw;
        }

        return true;
    }

    private async Task<EpochUpload?> AskOlderAsync(string epoch, CancellationToken cancellationToken)
    {
        try
        {
            var upload = new EpochUpload(epoch, await _link.AskAsync(epoch, cancellationToken), liveFrom: EndOf(epoch) + 1);
            NoteBefore(upload);
            return upload;
        }
        catch (HostException e) when (e.Refused)
        {
            Refused(e);
            return null;
        }
    }

    private void NoteBefore(EpochUpload upload)
    {
        _held[upload.Epoch] = upload.IsOther ? 0 : upload.Answer.Watermark;
        if (upload != _present)
        {
            _waitingBefore[upload.Epoch] = upload.Waiting(upload.LastBefore);
        }
    }

    /// <summary>The last number of an epoch that ended, or of what the host may hold alike of it.</summary>
    private long EndOf(string epoch)
    {
        var first = SegmentsOf(epoch)[^1].First;
        return _history.EndOf(epoch) ?? _before.Read(epoch, first).Select(lines => lines.Sequence).DefaultIfEmpty(first - 1).Max();
    }

    private List<SegmentName> SegmentsOf(string epoch)
    {
        var segments = _before.Segments().Where(s => s.Epoch == epoch).ToList();
        return segments.Count > 0 ? segments : throw new JournalException($"No segment of epoch {epoch} is in its folder any more.");
    }

    /// <summary>
    /// A host that holds what this journal never wrote would count other records of the same numbers as delivered: true when
    /// the journal has begun a new epoch because of that. Once in a run, so that two kiosks under one name do not chase each other.
    /// </summary>
    private async Task<bool> BeginsAnewAsync(EpochUpload upload, CancellationToken cancellationToken)
    {
        if (_history.Of(upload.Answer) is not { } held)
        {
            return false;
        }

        if (_begunAnew)
        {
            upload.IsOther = true;
            Refused(new HostException(
                $"The host holds {held}, though a new epoch was begun: another kiosk writes under this one's name. Find it and stop it, then give this one a new credential with 'gatehouse-host kiosk add NAME --replace' and start it again.", refused: true));
            return false;
        }

        var common = await _history.CommonAsync(upload.Answer, cancellationToken);
        var began = await _journal.BeginEpochAsync(EpochBegan.OlderCopy, common, upload.Answer.Newest);
        _begunAnew = true;
        _present = null;
        Log.BegunAnew(_logger, held, began.Epoch);
        return true;
    }

    /// <summary>Everything of an epoch was offered: what is lacking is told, and what was signed of it is shown to the host.</summary>
    private async Task NoteEndAsync(EpochUpload? upload, CancellationToken cancellationToken)
    {
        NoteIncomplete(upload);
        if (upload is { IsOther: false } && _confirmations is not null)
        {
            await _confirmations.ConfirmAsync(upload.Epoch, Math.Min(upload.Answer.Watermark, upload == _present ? long.MaxValue : upload.LastBefore), cancellationToken);
        }
    }

    private void NoteIncomplete(EpochUpload? upload)
    {
        if (upload is { IsComplete: false } && _refusals.First is null)
        {
            Refused(new HostException(
                $"The host took all records of epoch {upload.Epoch} but says that it holds them only up to {upload.Answer.Watermark}.", refused: true));
        }
    }

    private void Refused(HostException refusal)
    {
        if (_refusals.Add(refusal))
        {
            Log.NotForwarded(_logger, refusal.Message);
        }
    }

    private void Report(IngestAnswer answer)
    {
        var problem = _refusals.Problem;
        if (_status is { Reached: false } or { Problem: not null } && problem is null)
        {
            Log.Connected(_logger, answer.Watermark);
        }

        _status = new SyncStatus(Reached: true, answer.Watermark, 0, problem);
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

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Records wait on this kiosk: {Why}")]
        public static partial void NotForwarded(ILogger logger, string why);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The personal values of record {Sequence} of epoch {Epoch} are damaged; it goes to the host without them. 'journal verify' tells of all.")]
        public static partial void Bare(ILogger logger, long sequence, string epoch);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Records {From} to {To} of epoch {Epoch} are damaged or gone, and the host does not hold them: a record says so, and the host goes on without them. Keep the folder as it is; 'journal verify' tells more.")]
        public static partial void Lost(ILogger logger, long from, long to, string epoch);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The host holds {Held}: an older copy of the journal was put back, or another kiosk writes under this one's name. Nothing was merged or removed; epoch {Epoch} begins. Keep the folder as it is for whoever looks into it.")]
        public static partial void BegunAnew(ILogger logger, string held, string epoch);

        [LoggerMessage(Level = LogLevel.Information, Message = "Connected to the host, which holds this journal up to number {Watermark}.")]
        public static partial void Connected(ILogger logger, long watermark);
    }
}
