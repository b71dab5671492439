using System.Buffers;
using Gatehouse.Contract;

namespace Gatehouse.Kiosk.Journal;

/// <summary>
/// Writes records into segments for whoever writes at the time, one caller at a time. After a failed write or flush the segment is cut
/// back to what was acknowledged and sealed, and the next record begins a new one.
/// </summary>
internal sealed class SegmentWriter : IDisposable
{
    public const int MaxBatch = 512;

    private readonly JournalDisk _disk;
    private readonly JournalOptions _options;
    private readonly RecordStamp _stamp;
    private readonly ArrayBufferWriter<byte> _bytes = new(64 * 1024);
    private readonly Lock _gate = new();
    private JournalEntry _head;
    private JournalFile? _file;

    // What goes before the next record that is written: the first of an epoch, or that records are lost.
    private readonly List<JournalDraft> _owed = [];
    private SegmentName _segment;

    private SegmentWriter(JournalDisk disk, JournalOptions options, RecordStamp stamp, JournalEntry head)
    {
        _disk = disk;
        _options = options;
        _stamp = stamp;
        _head = head;
    }

    /// <summary>The last durable record; number 0 before an epoch's first.</summary>
    public JournalEntry Head
    {
        get
        {
            lock (_gate)
            {
                return _head;
            }
        }
    }

    public static SegmentWriter Continue(JournalDisk disk, JournalOptions options, RecordStamp stamp, JournalTail? tail)
    {
        // What a torn append left before its first line feed was never acknowledged; a damaged epoch is kept as it is.
        foreach (var newer in new JournalReader(disk).Segments()
            .Where(s => tail is null || (s > tail.Segment && !(tail.Damaged && s.Epoch == tail.Segment.Epoch))))
        {
            disk.Delete(newer.ToString());
        }

        foreach (var aside in disk.List().Where(SegmentName.IsAside))
        {
            // A rewriting that a power cut ended: the segment itself is as it was.
            disk.Delete(aside);
        }

        if (tail is { Damaged: false })
        {
            // A killed kiosk may have written the last records without flushing them; nobody may see them before they
            // are durable. The next record begins a new segment: after a failed flush the kernel may show bytes here
            // that the medium never took, and nothing acknowledged may stand behind those.
            using var file = disk.OpenAppend(tail.Segment.ToString());
            if (file.Length > tail.Length)
            {
                file.Cut(tail.Length);
            }
            else
            {
                file.Flush();
            }

            if (tail.Kiosk == options.Kiosk)
            {
                return new SegmentWriter(disk, options, stamp, new JournalEntry(tail.Segment.Epoch, tail.Sequence, tail.Hash));
            }
        }

        var began = new SegmentWriter(disk, options, stamp, new JournalEntry(RecordStamp.NextEpoch(tail?.Segment.Epoch), 0, RecordHash.None));
        began.Begin(tail);
        return began;
    }

    /// <summary>Writes a batch and notes for each of it what came of it; true when it is durable.</summary>
    public bool TryWrite(IReadOnlyList<PendingRecord> batch)
    {
        try
        {
            Write(batch, Head);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var error = NotTaken(e);
            foreach (var pending in batch)
            {
                pending.Why = error;
            }

            return false;
        }

        return true;
    }

    /// <summary>Ends the epoch and writes the first record of the next, or fails it and lets the epoch go on; true when it is durable.</summary>
    public bool TryTurn(PendingRecord pending, EpochTurn turn)
    {
        var ended = Head;
        if (_owed.Count > 0)
        {
            pending.Why = new JournalException($"The journal in {_disk.Location} has not begun its present epoch yet, so that it cannot end.");
            return false;
        }

        CloseFile();
        var beginning = turn.Begin(ended);
        _owed.Add(beginning);
        try
        {
            Write([], turn.Next(ended));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _owed.Remove(beginning);
            pending.Why = NotTaken(e);
            return false;
        }

        pending.Entry = Head;
        return true;
    }

    public void Dispose() => _file?.Dispose();

    private JournalException NotTaken(Exception e) => new($"The journal in {_disk.Location} did not take a record: {e.Message}", e);

    private void Write(IReadOnlyList<PendingRecord> batch, JournalEntry after)
    {
        if (batch.Any(pending => pending.Draft.BeginsSegment))
        {
            CloseFile();
        }

        _file ??= OpenNext(after);
        _bytes.ResetWrittenCount();
        var last = after;
        foreach (var owed in _owed)
        {
            last = Compose(owed, last);
        }

        foreach (var pending in batch)
        {
            last = Compose(pending.Draft, last);
            pending.Entry = last;
        }

        var acknowledged = _file.Length;
        try
        {
            _file.Append(_bytes.WrittenSpan);
            _file.Flush();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Seal(acknowledged);
            throw;
        }

        _owed.Clear();
        lock (_gate)
        {
            _head = last;
        }

        if (_file.Length >= _options.SegmentBytes)
        {
            CloseFile();
        }
    }

    private void CloseFile()
    {
        _file?.Dispose();
        _file = null;
    }

    /// <summary>A full disk keeps nobody from leaving: the epoch then begins with the first record that the disk takes.</summary>
    private void Begin(JournalTail? tail)
    {
        var reason = tail switch { null => "new", { Damaged: true } => EpochBegan.Damaged, _ => "replaced" };
        var body = new EpochBegan(reason, tail?.Last.Epoch, tail?.Last.Sequence, tail?.Last.Hash.ToString());
        _owed.Add(JournalDraft.Of(RecordKind.Epoch, body, ContractJson.Default.EpochBegan));
        try
        {
            Write([], Head);
        }
        catch (IOException e) when (JournalDisk.IsFull(e))
        {
            // Whoever appends is told for each record.
        }
    }

    /// <summary>The segment after a record. What it may already hold was written in vain and never acknowledged.</summary>
    private JournalFile OpenNext(JournalEntry after)
    {
        _segment = new SegmentName(after.Epoch, after.Sequence + 1);
        var file = _disk.OpenAppend(_segment.ToString());
        try
        {
            if (file.Length > 0)
            {
                file.Cut(0);
            }

            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Cuts what was not acknowledged and reads back what was. Where cutting fails, readers end this segment where the next
    /// begins; what cannot be read back is told by the next record.
    /// </summary>
    private void Seal(long acknowledged)
    {
        try
        {
            _file!.Cut(acknowledged);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The disk refuses everything: the segment stays as it is, and its tail is beyond the next segment's first number.
        }
        finally
        {
            CloseFile();
        }

        if (_head.Epoch == _segment.Epoch && _head.Sequence >= _segment.First && ReadBack.Of(_disk, _segment, _head) is { } lost)
        {
            _owed.Add(JournalDraft.Of(RecordKind.Fault, lost, ContractJson.Default.LaneAlarm));
        }
    }

    private JournalEntry Compose(JournalDraft draft, JournalEntry previous)
    {
        var sequence = previous.Sequence + 1;
        if (draft.Personal.Count > 0)
        {
            JournalLine.Write(_bytes, new PersonalValues(previous.Epoch, sequence, draft.Personal));
            _bytes.Write("\n"u8);
        }

        var hash = JournalLine.Write(
            _bytes,
            new JournalRecord
            {
                Kiosk = _options.Kiosk,
                Epoch = previous.Epoch,
                Sequence = sequence,
                Boot = _stamp.Boot.Id,
                At = _stamp.At,
                Clock = _stamp.Clock,
                Mono = _stamp.Mono,
                Kind = draft.Kind,
                Simulated = _options.Simulated,
                Body = default,
                Previous = previous.Hash,
                Hash = default,
            },
            draft.Body.Span);
        _bytes.Write("\n"u8);
        return new JournalEntry(previous.Epoch, sequence, hash);
    }
}
