using System.Text.Json;
using System.Threading.Channels;
using Gatehouse.Contract;
using Gatehouse.Kiosk.Journal;
using LiteDB;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Kiosk.View;

/// <summary>
/// The local, queryable log over the journal, in LiteDB. It follows behind the lane in batches, holds the newest
/// entries only, and is rebuilt from the segments whenever it is missing, damaged, behind or was not closed: it is never the truth.
/// </summary>
public sealed partial class EntryView : IDisposable
{
    private const int Batch = 200;
    private const int MaxEntries = 20_000;
    private const string Entries = "entries";
    private const string Position = "position";

    // A reader that comes while the view is built waits for the batch under way, not for several: a lock is not fair.
    private static readonly TimeSpan Courtesy = TimeSpan.FromMilliseconds(100);

    /// <summary>The position in an epoch that ended and was taken over whole.</summary>
    private const long Complete = long.MaxValue;

    private readonly ViewFiles _files;
    private readonly SegmentJournal _journal;
    private readonly JournalReader _reader;
    private readonly ILogger<EntryView> _logger;
    private readonly Channel<bool> _grown = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Lock _gate = new();
    private readonly Queue<string> _olderEpochs = new();
    private int _asking;
    private ViewDatabase? _database;
    private string? _present;

    /// <summary>A view in these files; it does nothing before <see cref="RunAsync"/>.</summary>
    public EntryView(ViewFiles files, SegmentJournal journal, ILogger<EntryView> logger)
    {
        _files = files;
        _journal = journal;
        _reader = journal.Reader;
        _logger = logger;
        journal.Grown += OnGrown;
    }

    /// <summary>The newest decisions, newest first; empty while the view is not there yet.</summary>
    public IReadOnlyList<ViewEntry> Newest(int count)
    {
        // LiteDB lets a reader see a collection half made; a batch is short.
        Interlocked.Increment(ref _asking);
        lock (_gate)
        {
            Interlocked.Decrement(ref _asking);
            if (_database is null)
            {
                return [];
            }

            try
            {
                return [.. _database.Lite.GetCollection(Entries).Find(Query.All(Query.Descending), 0, count).Select(ViewEntry.From)];
            }
            catch (Exception e) when (IsDamage(e))
            {
                Discard(e);
                _grown.Writer.TryWrite(true);
                return [];
            }
        }
    }

    /// <summary>Follows the journal until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        do
        {
            // A damaged file is replaced at once; when the new one fails as well, the next record is time enough.
            if (!Follow(cancellationToken))
            {
                Follow(cancellationToken);
            }
        }
        while (await WaitAsync(cancellationToken));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _journal.Grown -= OnGrown;
        lock (_gate)
        {
            try
            {
                _database?.Dispose();
            }
            catch (Exception e) when (IsDamage(e))
            {
                Log.NotClosed(_logger, e.Message);
            }

            _database = null;
        }
    }

    /// <summary>Takes over what the view lacks; false when its file had to be discarded.</summary>
    private bool Follow(CancellationToken cancellationToken)
    {
        bool more;
        do
        {
            SpinWait.SpinUntil(() => Volatile.Read(ref _asking) == 0, Courtesy);
            lock (_gate)
            {
                try
                {
                    _database ??= Open();
                    more = CatchUp(_database.Lite);
                    _database.RequireWritten();
                }
                catch (Exception e) when (IsDamage(e))
                {
                    Discard(e);
                    return false;
                }
            }
        }
        while (more && !cancellationToken.IsCancellationRequested);
        return true;
    }

    /// <summary>LiteDB's pages have no checksums: a damaged one shows as any exception at all.</summary>
    private static bool IsDamage(Exception e) => e is not OutOfMemoryException;

    private void OnGrown(object? sender, EventArgs e) => _grown.Writer.TryWrite(true);

    private async Task<bool> WaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _grown.Reader.ReadAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private ViewDatabase Open()
    {
        var database = ViewDatabase.Open(_files, () => Log.Rebuilt(_logger, "it was not closed, or was changed since."));
        try
        {
            var positions = database.Lite.GetCollection(Position);
            _olderEpochs.Clear();
            _present = _journal.Head.Epoch;
            foreach (var epoch in _reader.Epochs())
            {
                if (epoch != _present && PositionIn(positions, epoch) < Complete)
                {
                    _olderEpochs.Enqueue(epoch);
                }
            }

            return database;
        }
        catch
        {
            database.Abandon();
            throw;
        }
    }

    /// <summary>Lets go of the files; not sealed, they are begun anew when they are opened again.</summary>
    private void Discard(Exception why)
    {
        Log.Rebuilt(_logger, why.Message);
        _database?.Abandon();
        _database = null;
    }

    /// <summary>Takes over one batch, older epochs first; true when more may follow.</summary>
    private bool CatchUp(LiteDatabase database)
    {
        var positions = database.GetCollection(Position);
        var head = _journal.Head;
        if (_present is { } ended && ended != head.Epoch)
        {
            _olderEpochs.Enqueue(ended);
            _present = head.Epoch;
        }

        if (_olderEpochs.TryPeek(out var older))
        {
            var segments = _reader.Segments().Where(s => s.Epoch == older).ToList();
            if (segments.Count == 0)
            {
                // Removed meanwhile.
                _olderEpochs.Dequeue();
                return true;
            }

            var from = Math.Max(PositionIn(positions, older), segments[^1].First - 1 - MaxEntries) + 1;
            if (Take(database, older, from, from + Batch - 1) < Batch)
            {
                positions.Upsert(new BsonDocument { ["_id"] = older, ["seq"] = Complete });
                _olderEpochs.Dequeue();
            }

            return true;
        }

        var at = PositionIn(positions, head.Epoch);
        if (at > head.Sequence)
        {
            throw new InvalidOperationException("the view is ahead of the journal");
        }

        at = Math.Max(at, head.Sequence - MaxEntries);
        var to = Math.Min(head.Sequence, at + Batch);
        if (at < to)
        {
            Take(database, head.Epoch, at + 1, to);
        }

        return to < head.Sequence;
    }

    private static long PositionIn(ILiteCollection<BsonDocument> positions, string epoch) =>
        positions.FindById(epoch)?["seq"].AsInt64 ?? 0;

    /// <summary>Takes over these records; gives how many of them the journal holds.</summary>
    private int Take(LiteDatabase database, string epoch, long from, long to)
    {
        var entries = database.GetCollection(Entries);
        var taken = 0;
        database.BeginTrans();
        foreach (var lines in _reader.Read(epoch, from, to))
        {
            Take(entries, lines.Line);
            taken++;
        }

        if (to / Batch != (from - 1) / Batch
            && entries.Find(Query.All(Query.Descending), MaxEntries, 1).FirstOrDefault() is { } surplus)
        {
            entries.DeleteMany(Query.LTE("_id", surplus["_id"]));
        }

        database.GetCollection(Position).Upsert(new BsonDocument { ["_id"] = epoch, ["seq"] = to });
        database.Commit();
        return taken;
    }

    private static void Take(ILiteCollection<BsonDocument> entries, ReadOnlyMemory<byte> line)
    {
        try
        {
            Take(entries, JournalLine.ReadRecord(line));
        }
        catch (Exception e) when (e is JournalLineException or JsonException)
        {
            // A damaged record, or one of a form this software does not know: the verifier names it; here it is left out.
        }
    }

    private static void Take(ILiteCollection<BsonDocument> entries, JournalRecord record)
    {
        if (record.Kind is RecordKind.Granted or RecordKind.Refused
            && record.Body.Deserialize(ContractJson.Default.PassageDecided) is { } decided)
        {
            entries.Upsert(ViewEntry.Document(record, decided));
        }
        else if (record.Kind == RecordKind.Closed
            && record.Body.Deserialize(ContractJson.Default.PassageClosed) is { } closed
            && entries.FindById(ViewEntry.Key(closed.Epoch ?? record.Epoch, closed.Of)) is { } entry)
        {
            entry["outcome"] = closed.Outcome;
            entries.Update(entry);
        }
        else if (record.Kind == RecordKind.Removed
            && record.Body.Deserialize(ContractJson.Default.RecordsRemoved) is { } removed)
        {
            entries.DeleteMany(Query.Between("_id", ViewEntry.Key(removed.Epoch, 1), ViewEntry.Key(removed.Epoch, removed.To)));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The local log is built anew from the journal: {Why}")]
        public static partial void Rebuilt(ILogger logger, string why);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The local log could not be closed and is built anew at the next start: {Why}")]
        public static partial void NotClosed(ILogger logger, string why);
    }
}
