using System.Collections.Concurrent;
using Gatehouse.Contract;
using Gatehouse.Kiosk.Journal;
using Gatehouse.Kiosk.Retention;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Torture;

/// <summary>What a kiosk does with its journal for some days: appends alone and together, signs, starts anew, forwards, erases and removes what is old.</summary>
/// <param name="disk">Opens the disk, which the journal disposes.</param>
/// <param name="random">Chance.</param>
/// <param name="from">When it begins.</param>
internal sealed class Workload(Func<JournalDisk> disk, Random random, DateTimeOffset from)
{
    // So small that every few records begin a new segment.
    private static readonly JournalOptions Options = new() { Kiosk = KioskId.Parse("torture"), SegmentBytes = 1500 };

    private readonly FakeTimeProvider _time = new(from);
    private readonly ConcurrentQueue<JournalEntry> _acknowledged = new();
    private readonly ConcurrentDictionary<string, long> _held = new();
    private SegmentJournal? _journal;
    private int _number;

    /// <summary>The most that passes between two steps, of which each offers a record or none.</summary>
    public static TimeSpan LongestPause { get; } = TimeSpan.FromHours(20);

    /// <summary>When a kiosk's days begin.</summary>
    public static DateTimeOffset Beginning { get; } = new(2026, 3, 1, 6, 0, 0, TimeSpan.Zero);

    /// <summary>Told of each record once it is acknowledged, on any thread.</summary>
    public Action<JournalEntry> Acknowledged { get; init; } = _ => { };

    /// <summary>Told of an epoch's last number that the host takes over, before it is used.</summary>
    public Action<JournalEntry> Held { get; init; } = _ => { };

    public static RetentionRules Rules { get; } = new("torture", ValueDays: 1, NameDays: 2, RecordDays: 3);

    /// <summary>What a caller was told is durable, what the host took over, and the time.</summary>
    public Promises Promised => new([.. _acknowledged], new Dictionary<string, long>(_held), _time.GetUtcNow());

    /// <summary>Goes on until so many records were offered.</summary>
    public async Task RunAsync(int records)
    {
        try
        {
            while (_number < records)
            {
                await StepAsync();
            }
        }
        finally
        {
            if (_journal is not null)
            {
                await _journal.DisposeAsync();
            }
        }
    }

    /// <summary>Goes on from what a power cut left: appends a record and lets retention do what it had not.</summary>
    /// <exception cref="JournalException">The journal cannot go on.</exception>
    public static async Task<JournalEntry> GoOnAsync(JournalDisk disk, Promises promised)
    {
        await using var journal = Open(disk, new FakeTimeProvider(promised.Now));
        var entry = await journal.AppendAsync(Drafts.Fault(0), CancellationToken.None);
        await new JournalRetention(journal, () => Rules, promised.HeldOf).RunAsync(promised.Now, CancellationToken.None);
        return entry;
    }

    public static SegmentJournal Open(JournalDisk disk, TimeProvider time) =>
        SegmentJournal.Open(disk, Options, new RecordStamp(time, new ClockWatch(time) { IsKept = true }, new BootIdentity(Guid.Empty)));

    private async Task StepAsync()
    {
        _time.Advance(LongestPause * random.NextDouble());
        _journal ??= TryOpen();
        if (_journal is not { } journal)
        {
            _number++;
            return;
        }

        var appends = Enumerable.Range(0, random.Next(2) == 0 ? 1 : random.Next(2, 6)).Select(_ => AppendAsync(journal));
        switch (random.Next(6))
        {
            case 0:
                await journal.DisposeAsync();
                _journal = null;
                break;
            case 1:
                Held(journal.Head);
                _held[journal.Head.Epoch] = journal.Head.Sequence;
                break;
            case 2:
                await RetainAsync(journal);
                break;
            case 3:
                var (retaining, appending) = (Task.Run(() => RetainAsync(journal)), Task.WhenAll(appends.ToList()));
                await retaining;
                await appending;
                break;
            default:
                await Task.WhenAll(appends.ToList());
                if (random.Next(2) == 0)
                {
                    TortureKey.Sign(journal);
                }

                break;
        }
    }

    private SegmentJournal? TryOpen()
    {
        try
        {
            return Open(disk(), _time);
        }
        catch (JournalException)
        {
            // A disk that fails at the start: the service manager tries again.
            return null;
        }
    }

    private async Task AppendAsync(SegmentJournal journal)
    {
        try
        {
            var number = Interlocked.Increment(ref _number);
            var entry = await journal.AppendAsync(number % 3 == 0 ? Drafts.Fault(number) : Drafts.Granted(number), CancellationToken.None);
            _acknowledged.Enqueue(entry);
            Acknowledged(entry);
        }
        catch (JournalException)
        {
            // Told so: it was never acknowledged.
        }
    }

    private async Task RetainAsync(SegmentJournal journal)
    {
        try
        {
            await new JournalRetention(journal, () => Rules, epoch => _held.GetValueOrDefault(epoch)).RunAsync(_time.GetUtcNow(), CancellationToken.None);
        }
        catch (Exception e) when (e is IOException or JournalException)
        {
            // The disk refused it: the next run goes on.
        }
    }
}

/// <summary>What must hold when the power goes.</summary>
/// <param name="Acknowledged">Records that callers were told are durable.</param>
/// <param name="Held">Per epoch the last number that the host holds.</param>
/// <param name="Now">The time.</param>
internal sealed record Promises(IReadOnlyList<JournalEntry> Acknowledged, IReadOnlyDictionary<string, long> Held, DateTimeOffset Now)
{
    public long HeldOf(string epoch) => Held.GetValueOrDefault(epoch);
}
