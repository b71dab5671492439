using System.Collections.Concurrent;
using Gatehouse.Kiosk.Proof;

namespace Gatehouse.Kiosk.Journal;

/// <summary>
/// The kiosk's durable, hash-chained sequence of records. One writer appends, flushes once for all that wait, and
/// only then acknowledges; a record that is not durable is an error to its caller, always.
/// </summary>
public sealed class SegmentJournal : IAsyncDisposable
{
    private readonly BlockingCollection<PendingRecord> _waiting = [];
    private readonly SegmentWriter _writer;
    private readonly JournalDisk _disk;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private bool _closing;
    private int _unacknowledged;

    private SegmentJournal(JournalDisk disk, SegmentWriter writer, IReadOnlyList<OpenPassage> open)
    {
        _disk = disk;
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

    /// <summary>A new reader of what is written, beside the writer.</summary>
    public JournalReader Reader => new(_disk);

    /// <summary>What is signed of it, which stands beside its segments.</summary>
    public CheckpointFiles Checkpoints => new(_disk);

    /// <summary>Told after each flush, on the writer's thread: it must return at once.</summary>
    public event EventHandler? Grown;

    /// <summary>Opens a journal: cuts a torn tail, begins a new epoch where none can go on, once the disk has room for it, and starts the writer.</summary>
    /// <exception cref="JournalException">The folder cannot be read or written.</exception>
    public static SegmentJournal Open(JournalDisk disk, JournalOptions options, RecordStamp stamp)
    {
        try
        {
            var tail = JournalTail.Find(disk);
            var writer = SegmentWriter.Continue(disk, options, stamp, tail);
            var journal = new SegmentJournal(disk, writer, tail?.Open ?? [])
            {
                Damage = tail is { Damaged: true }
                    ? $"Epoch {tail.Segment.Epoch} of the journal is damaged after record {tail.Sequence}, so that epoch {writer.Head.Epoch} begins. Nothing was removed: 'gatehouse-kiosk journal verify' says where, and the folder must be kept as it is."
                    : null,
            };
            new Thread(journal.Write) { Name = "journal", IsBackground = true }.Start();
            return journal;
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
        Interlocked.Increment(ref _unacknowledged);
        try
        {
            _waiting.Add(pending, CancellationToken.None);
        }
        catch (InvalidOperationException)
        {
            Interlocked.Decrement(ref _unacknowledged);
            return Task.FromException<JournalEntry>(new JournalException("The journal is closed: the kiosk is stopping."));
        }

        return pending.Durable;
    }

    /// <summary>Writes what still waits and closes the journal.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closing, true))
        {
            await _stopped.Task;
            return;
        }

        _waiting.CompleteAdding();
        await _stopped.Task;
        _waiting.Dispose();
        _disk.Dispose();
    }

    private void Write()
    {
        var batch = new List<PendingRecord>();
        foreach (var first in _waiting.GetConsumingEnumerable())
        {
            batch.Clear();
            batch.Add(first);
            while (batch.Count < SegmentWriter.MaxBatch && batch[^1].Turn is null && _waiting.TryTake(out var more))
            {
                batch.Add(more);
            }

            var turn = batch[^1].Turn is null ? null : batch[^1];
            var records = turn is null ? batch : batch.GetRange(0, batch.Count - 1);
            var hasGrown = records.Count > 0 && _writer.TryWrite(records);
            if (turn is not null && _writer.TryTurn(turn, turn.Turn!))
            {
                hasGrown = true;
            }

            if (hasGrown)
            {
                Grown?.Invoke(this, EventArgs.Empty);
            }

            Interlocked.Add(ref _unacknowledged, -batch.Count);
        }

        _writer.Dispose();
        _stopped.SetResult();
    }
}
