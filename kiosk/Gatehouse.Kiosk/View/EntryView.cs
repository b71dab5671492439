using System.Text.Json;
using System.Threading.Channels;
using Gatehouse.Contract;
using Gatehouse.Kiosk.Journal;
using LiteDB;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Kiosk.View;

/// <summary>
/// The local, queryable log over the journal, in LiteDB. It follows behind the lane in batches, holds the newest
/// entries only, and is rebuilt from the segments whenever it is missing, damaged or behind: it is never the truth.
/// </summary>
public sealed partial class EntryView : IDisposable
{
    private const int Batch = 500;
    private const int MaxEntries = 20_000;
    private const string Entries = "entries";
    private const string Position = "position";

    private readonly string _path;
    private readonly SegmentJournal _journal;
    private readonly ILogger<EntryView> _logger;
    private readonly Channel<bool> _grown = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private LiteDatabase? _database;

    /// <summary>A view in a file; it does nothing before <see cref="RunAsync"/>.</summary>
    public EntryView(string path, SegmentJournal journal, ILogger<EntryView> logger)
    {
        _path = path;
        _journal = journal;
        _logger = logger;
        journal.Grown += OnGrown;
    }

    /// <summary>The newest decisions, newest first; empty while the view is not there yet.</summary>
    public IReadOnlyList<ViewEntry> Newest(int count)
    {
        if (Volatile.Read(ref _database) is not { } database)
        {
            return [];
        }

        var entries = database.GetCollection(Entries);
        return [.. entries.Find(Query.All(Query.Descending), 0, count).Select(ViewEntry.From)];
    }

    /// <summary>Follows the journal until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        do
        {
            try
            {
                _database ??= Open();
                while (CatchUp(_database) && !cancellationToken.IsCancellationRequested)
                {
                }
            }
            catch (Exception e) when (e is LiteException or IOException or UnauthorizedAccessException or InvalidOperationException)
            {
                Log.Rebuilt(_logger, e.Message);
                Discard();
            }
        }
        while (await WaitAsync(cancellationToken));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _journal.Grown -= OnGrown;
        _database?.Dispose();
    }

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

    private LiteDatabase Open()
    {
        var database = new LiteDatabase(new ConnectionString { Filename = _path, Connection = ConnectionType.Direct });
        database.UtcDate = true;
        return database;
    }

    private void Discard()
    {
        Interlocked.Exchange(ref _database, null)?.Dispose();
        foreach (var file in new[] { _path, LogFile(_path) })
        {
            File.Delete(file);
        }
    }

    private static string LogFile(string path) =>
        Path.Combine(Path.GetDirectoryName(path) ?? "", Path.GetFileNameWithoutExtension(path) + "-log" + Path.GetExtension(path));

    /// <summary>Takes over one batch; true when more may follow.</summary>
    private bool CatchUp(LiteDatabase database)
    {
        var head = _journal.Head;
        var positions = database.GetCollection(Position);
        var at = positions.FindById(head.Epoch)?["seq"].AsInt64 ?? 0;
        if (at > head.Sequence)
        {
            throw new InvalidOperationException("the view is ahead of the journal");
        }

        if (at == head.Sequence)
        {
            return false;
        }

        var entries = database.GetCollection(Entries);
        var to = Math.Min(head.Sequence, Math.Max(at, head.Sequence - MaxEntries) + Batch);
        var from = Math.Max(at + 1, to - Batch + 1);
        database.BeginTrans();
        foreach (var lines in _journal.Reader.Read(head.Epoch, from, to))
        {
            Take(entries, JournalLine.ReadRecord(lines.Line));
        }

        if (to / Batch != at / Batch)
        {
            entries.DeleteMany(Query.LT("_id", ViewEntry.Key(head.Epoch, to - MaxEntries)));
        }

        positions.Upsert(new BsonDocument { ["_id"] = head.Epoch, ["seq"] = to });
        database.Commit();
        return to < head.Sequence;
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
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The local log is built anew from the journal: {Why}")]
        public static partial void Rebuilt(ILogger logger, string why);
    }
}
