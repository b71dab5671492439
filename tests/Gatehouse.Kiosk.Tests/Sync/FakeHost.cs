using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Kiosk.Sync;

namespace Gatehouse.Kiosk.Tests.Sync;

/// <summary>A host in memory that is as strict as the real one: it checks hashes, numbers and chain, and never overwrites.</summary>
internal sealed class FakeHost : HostLink
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, SortedDictionary<long, string>> _epochs = new(StringComparer.Ordinal);
    private readonly List<RecordsLost> _lost = [];
    private readonly List<(Func<bool> Reached, TaskCompletionSource Done)> _waiting = [];

    /// <summary>Called before each question.</summary>
    public Func<string, Task>? OnAsk { get; set; }

    /// <summary>Called before a batch is stored, with its epoch and range.</summary>
    public Func<string, SequenceRange, Task>? OnSend { get; set; }

    /// <summary>Called after a batch was stored and before it is answered.</summary>
    public Func<string, SequenceRange, Task>? OnStored { get; set; }

    /// <summary>What it countersigns with; without one it gives no countersignature.</summary>
    public ECDsa? Key { get; set; }

    /// <summary>Called before each checkpoint is answered.</summary>
    public Action<Checkpoint>? OnCheckpoint { get; set; }

    /// <summary>Every checkpoint that was shown.</summary>
    public List<Checkpoint> Checkpoints { get; } = [];

    /// <summary>Every batch that was sent, also those that were not taken.</summary>
    public List<(string Epoch, SequenceRange Range)> Sent { get; } = [];

    public int Asked { get; private set; }

    public IReadOnlyDictionary<long, string> LinesOf(string epoch)
    {
        lock (_gate)
        {
            return new Dictionary<long, string>(Of(epoch));
        }
    }

    /// <summary>Is put back to what it held when a record of an epoch was its last.</summary>
    public void PutBack(string epoch, long last)
    {
        lock (_gate)
        {
            foreach (var later in Of(epoch).Keys.Where(sequence => sequence > last).ToList())
            {
                Of(epoch).Remove(later);
            }
        }
    }

    /// <summary>Completes once something holds, which is looked at whenever a kiosk asks or sends.</summary>
    public Task WhenAsync(Func<bool> reached)
    {
        lock (_gate)
        {
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((reached, done));
            Look();
            return done.Task.WaitAsync(Eventually.Patience, TestContext.Current.CancellationToken);
        }
    }

    public Task WhenHoldsAsync(string epoch, long sequence) => WhenAsync(() => Answer(epoch).Watermark >= sequence);

    public override async Task<IngestAnswer> AskAsync(string epoch, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            Asked++;
            Look();
        }

        await (OnAsk?.Invoke(epoch) ?? Task.CompletedTask).WaitAsync(cancellationToken);
        lock (_gate)
        {
            return Answer(epoch);
        }
    }

    public override async Task<IngestAnswer> SendAsync(string epoch, ReadOnlyMemory<byte> batch, CancellationToken cancellationToken)
    {
        var records = Check(epoch, Encoding.UTF8.GetString(batch.Span));
        var range = new SequenceRange(records[0].Record.Sequence, records[^1].Record.Sequence);
        lock (_gate)
        {
            Sent.Add((epoch, range));
            Look();
        }

        await (OnSend?.Invoke(epoch, range) ?? Task.CompletedTask).WaitAsync(cancellationToken);
        lock (_gate)
        {
            Store(epoch, records);
            Look();
        }

        await (OnStored?.Invoke(epoch, range) ?? Task.CompletedTask).WaitAsync(cancellationToken);
        lock (_gate)
        {
            return Answer(epoch);
        }
    }

    public override Task<HeldRecord?> AskAsync(string epoch, long number, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<HeldRecord?>(new HeldRecord(number, Of(epoch).TryGetValue(number, out var line) ? line[^RecordHash.TextLength..] : ""));
        }
    }

    public override Task<byte[]?> ConfirmAsync(ReadOnlyMemory<byte> checkpoint, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var shown = SignedLine.Read(checkpoint.Span, ContractJson.Default.Checkpoint)!;
            Assert.True(Answer(shown.Epoch).Watermark >= shown.Sequence, "the host does not hold what is signed");
            Checkpoints.Add(shown);
            Look();
            OnCheckpoint?.Invoke(shown);
            return Task.FromResult(Key is null ? null : SignedLine.Sign(
                new Countersignature(Countersignature.Word, RecordHash.Of(checkpoint.Span).ToString(), shown.Kiosk, shown.Epoch, shown.Sequence, shown.At),
                ContractJson.Default.Countersignature,
                Key));
        }
    }

    private static List<(JournalRecord Record, string Line)> Check(string epoch, string batch)
    {
        Assert.EndsWith("\n", batch, StringComparison.Ordinal);
        Assert.True(batch.Length <= Routes.MaxBatchBytes, "the batch is too long");
        var records = new List<(JournalRecord Record, string Line)>();
        foreach (var line in batch[..^1].Split('\n'))
        {
            var bytes = Encoding.UTF8.GetBytes(line);
            if (JournalLine.IsPersonal(bytes))
            {
                continue;
            }

            var record = JournalLine.ReadRecord(bytes);
            Assert.Equal(epoch, record.Epoch);
            if (records.Count > 0)
            {
                Assert.Equal(records[^1].Record.Sequence + 1, record.Sequence);
                Assert.Equal(records[^1].Record.Hash, record.Previous);
            }

            records.Add((record, line));
        }

        Assert.InRange(records.Count, 1, Routes.MaxBatchRecords);
        return records;
    }

    private void Store(string epoch, List<(JournalRecord Record, string Line)> records)
    {
        var held = Of(epoch);
        if (records.Exists(r => held.TryGetValue(r.Record.Sequence, out var line) && line != r.Line))
        {
            throw new HostException("The host answered 409: another record has that number.", refused: true);
        }

        foreach (var (record, line) in records)
        {
            held[record.Sequence] = line;
            if (record.Kind == RecordKind.Loss)
            {
                _lost.Add(record.Body.Deserialize(ContractJson.Default.RecordsLost)!);
            }
        }
    }

    private IngestAnswer Answer(string epoch)
    {
        var held = Of(epoch);
        long watermark = 0;
        var missing = new List<SequenceRange>();
        long before = 0;
        foreach (var sequence in held.Keys)
        {
            if (Enumerable.Range((int)before + 1, (int)(sequence - before - 1)).Any(number => !IsLost(epoch, number)))
            {
                missing.Add(new SequenceRange(before + 1, sequence - 1));
            }
            else if (missing.Count == 0)
            {
                watermark = sequence;
            }

            before = sequence;
        }

        while (missing.Count == 0 && IsLost(epoch, watermark + 1))
        {
            watermark++;
        }

        var last = before > 0 ? new HeldRecord(before, held[before][^RecordHash.TextLength..]) : null;
        return new IngestAnswer(epoch, watermark, missing, last, _epochs.Where(e => e.Value.Count > 0).Select(e => e.Key).Max(StringComparer.Ordinal));
    }

    private bool IsLost(string epoch, long number) => _lost.Exists(l => l.Epoch == epoch && l.From <= number && number <= l.To);

    private SortedDictionary<long, string> Of(string epoch) =>
        _epochs.TryGetValue(epoch, out var held) ? held : _epochs[epoch] = [];

    private void Look()
    {
        foreach (var (_, done) in _waiting.FindAll(w => w.Reached()))
        {
            done.TrySetResult();
        }
    }
}
