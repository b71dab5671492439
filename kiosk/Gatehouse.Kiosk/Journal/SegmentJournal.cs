using System.Collections.Concurrent;
using Gatehouse.Kiosk.Proof;

namespace Gatehouse.Kiosk.Journal;

/// <summary>
/// The kiosk's durable, hash-chained sequence of records. One writer appends, flushes once for all that wait, and
/// only then acknowledges; a record that is not durable is an error to its caller, always.
/// </summary>
/// <remarks>
/// Who writes is a work item of the thread pool, one at a time, never the caller. A caller that waited alone goes on in
/// that very work item, after others may write: waking a thread would take a third of a flush. What it appends there is
/// written once it yields, or by whoever appends meanwhile; so nobody may wait there for a record without yielding.
/// </remarks>
public sealed class SegmentJournal : IAsyncDisposable, IThreadPoolWorkItem
{
    private readonly ConcurrentQueue<PendingRecord> _waiting = new();
    private readonly List<PendingRecord> _batch = [];
    private readonly SegmentWriter _writer;
    private readonly JournalDisk _disk;
    private readonly Action<IThreadPoolWorkItem, bool> _work;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private bool _closing;
    private bool _writing;
    private bool _closed;

    // The thread on which a caller goes on within the work item that made its record durable; 0 when none does.
    private int _goesOn;
    private int _unacknowledged;

    private SegmentJournal(JournalDisk disk, SegmentWriter writer, Action<IThreadPoolWorkItem, bool> work, IReadOnlyList<OpenPassage> open)
    {
        _disk = disk;
        _work = work;
        _writer = writer;
        LeftOpen = open;
    }

    /// <summary>Passages that were open when the journal was opened.</summary>
    public IReadOnlyList<OpenPassage> LeftOpen { get; }

    /// <summary>What is wrong with the epoch before, which therefore could not go on, one sentence; null when nothing is.</summary>
    public string? Damage { get; private init; }

    /// <summary>The last durable record.</summary>
    public JournalEntry Head => _writer.Head;

    /// <summary>How many records are on their way to the disk.</summary>
    public int Unacknowledged => Volatile.Read(ref _unacknowledged);

    /// <summary>Whether the disk has so little room that only what happened at the gate is still recorded, not how lines and devices fare.</summary>
    public bool IsShortOfRoom { get; set; }

    /// <summary>Where it is written.</summary>
    internal JournalDisk Disk => _disk;

    /// <summary>A new reader of what is written, beside the writer.</summary>
    public JournalReader Reader => new(_disk);

    /// <summary>What is signed of it, which stands beside its segments.</summary>
    public CheckpointFiles Checkpoints => new(_disk);

    /// <summary>Told after each flush, on the writer's thread: it must return at once.</summary>
    public event EventHandler? Grown;

    /// <summary>Opens a journal: cuts a torn tail and begins a new epoch where none can go on, once the disk has room for it.</summary>
    /// <exception cref="JournalException">The folder cannot be read or written.</exception>
    public static SegmentJournal Open(JournalDisk disk, JournalOptions options, RecordStamp stamp)
    {
        try
        {
            var tail = JournalTail.Find(disk);
            var writer = SegmentWriter.Continue(disk, options, stamp, tail);
            return new SegmentJournal(disk, writer, options.Work, tail?.Open ?? [])
            {
                Damage = tail is { Damaged: true }
                    ? $"Epoch {tail.Segment.Epoch} of the journal is damaged after record {tail.Sequence}, so that epoch {writer.Head.Epoch} begins. Nothing was removed: 'gatehouse-kiosk journal verify' says where, and the folder must be kept as it is."
                    : null,
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new JournalException($"The journal in {disk.Location} cannot be opened: {e.Message}", e);
        }
    }

    /// <summary>Makes a record durable.</summary>
    /// <exception cref="JournalException">It is not durable; the record may or may not be read back later, but was not acknowledged.</exception>
    public Task<JournalEntry> AppendAsync(JournalDraft draft, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!draft.Fits)
        {
            return Task.FromException<JournalEntry>(new JournalException($"A record of kind {draft.Kind} is too long for the journal."));
        }

        return Enqueue(new PendingRecord(draft));
    }

    /// <summary>Ends the epoch where it stands and begins the next, whose first record names the last of this one.</summary>
    /// <param name="reason">Why, one of the reasons of an epoch's first record.</param>
    /// <param name="common">The last number of this epoch that others hold alike, when not all of it is.</param>
    /// <param name="after">An epoch that the next comes after, besides this one; null when there is none.</param>
    /// <returns>The first record of the new epoch.</returns>
    /// <exception cref="JournalException">It is not durable, and this epoch goes on.</exception>
    public Task<JournalEntry> BeginEpochAsync(string reason, long? common, string? after) =>
        Enqueue(new PendingRecord(new EpochTurn(reason, common, after)));

    private Task<JournalEntry> Enqueue(PendingRecord pending)
    {
        if (Volatile.Read(ref _closing))
        {
            return Task.FromException<JournalEntry>(Closed());
        }

        Interlocked.Increment(ref _unacknowledged);
        _waiting.Enqueue(pending);
        WriteWaiting();
        return pending.Durable;
    }

    /// <summary>Writes what still waits and closes the journal.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!Interlocked.Exchange(ref _closing, true))
        {
            WriteWaiting();
        }

        await _stopped.Task;
    }

    /// <summary>Writes what waits, as the one that may, and what whoever goes on here then appends.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        do
        {
            if (WriteAll() is not { } alone)
            {
                return;
            }

            if (Interlocked.CompareExchange(ref _goesOn, Environment.CurrentManagedThreadId, 0) != 0)
            {
                alone.Tell();
                return;
            }

            alone.Tell();
            Volatile.Write(ref _goesOn, 0);
        }
        while (IsAsked && !Interlocked.Exchange(ref _writing, true));
    }

    /// <summary>Writes until nothing waits; gives the last one if it was alone, whom nobody told yet.</summary>
    private PendingRecord? WriteAll()
    {
        PendingRecord? alone;
        while (true)
        {
            alone = WriteBatch();
            if (_waiting.IsEmpty)
            {
                CloseIfAsked();
                Interlocked.Exchange(ref _writing, false);
                break;
            }

            alone?.TellApart(_work);
        }

        // Whoever came meanwhile, or asked to close, found somebody writing.
        if (IsAsked)
        {
            WriteWaiting();
        }

        return alone;
    }

    private bool IsAsked => !_waiting.IsEmpty || (Volatile.Read(ref _closing) && !_closed);

    private static JournalException Closed() => new("The journal is closed: the kiosk is stopping.");

    private void WriteWaiting()
    {
        // Who goes on within a work item is looked after when it yields: nobody has to be woken for it.
        if (Volatile.Read(ref _goesOn) != Environment.CurrentManagedThreadId && !Interlocked.Exchange(ref _writing, true))
        {
            _work(this, true);
        }
    }

    /// <summary>Writes the next batch and tells each of it, but for one that is alone, whom the caller tells.</summary>
    private PendingRecord? WriteBatch()
    {
        _batch.Clear();
        while (_batch.Count < SegmentWriter.MaxBatch && (_batch.Count == 0 || _batch[^1].Turn is null) && _waiting.TryDequeue(out var next))
        {
            _batch.Add(next);
        }

        if (_batch.Count == 0)
        {
            return null;
        }

        if (_closed)
        {
            _batch.ForEach(pending => pending.Why = Closed());
        }
        else if (TryWriteBatch())
        {
            Grown?.Invoke(this, EventArgs.Empty);
        }

        Interlocked.Add(ref _unacknowledged, -_batch.Count);
        if (_batch.Count == 1)
        {
            return _batch[0];
        }

        _batch.ForEach(pending => pending.TellApart(_work));
        return null;
    }

    /// <summary>An epoch ends behind the records that were to stand in it.</summary>
    private bool TryWriteBatch()
    {
        if (_batch[^1].Turn is not { } turn)
        {
            return _writer.TryWrite(_batch);
        }

        var hasGrown = _batch.Count > 1 && _writer.TryWrite(_batch[..^1]);
        return _writer.TryTurn(_batch[^1], turn) || hasGrown;
    }

    private void CloseIfAsked()
    {
        if (Volatile.Read(ref _closing) && !_closed)
        {
            _closed = true;
            _writer.Dispose();
            _disk.Dispose();
            _stopped.SetResult();
        }
    }
}
