using System.Diagnostics.CodeAnalysis;
using Gatehouse.Contract;
using Gatehouse.Kiosk.Journal;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Torture;

/// <summary>
/// Writes a journal on a <see cref="TortureDisk"/> and cuts the power before each of the disk's operations: in every state
/// that this could leave, what was acknowledged by then is there, in order and once, and the journal goes on by itself.
/// </summary>
[SuppressMessage("Reliability", "CA2000", Justification = "These disks are memory: there is nothing to release.")]
public sealed class JournalTorture(int seed)
{
    private const int MostSteps = 14;

    // So small that every few records begin a new segment.
    private static readonly JournalOptions Options = new() { Kiosk = KioskId.Parse("torture"), SegmentBytes = 1500 };
    private readonly Random _random = new(seed);
    private readonly List<JournalEntry> _acknowledged = [];
    private int _number;

    /// <summary>What came of it so far.</summary>
    public TortureReport Report { get; } = new() { Seed = seed };

    /// <summary>Whether the disk forgets its flushes: the defect that must be found.</summary>
    public bool ForgetsFlushes { get; init; }

    /// <summary>Cuts the power so many times.</summary>
    public async Task CutAsync(int cuts, CancellationToken cancellationToken)
    {
        while (Report.Cuts < cuts)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _acknowledged.Clear();
            using var disk = new TortureDisk { ForgetsFlushes = ForgetsFlushes };
            var crashes = new List<(JournalEntry[] Acknowledged, IReadOnlyDictionary<string, byte[]> Files)>();
            disk.Before = _ =>
            {
                // On the journal's own thread; what is acknowledged by now is what a caller could have been told.
                if (Report.Cuts < cuts)
                {
                    Report.Cuts++;
                    var acknowledged = Acknowledged();
                    crashes.AddRange(disk.Crashes(_random).Select(files => (acknowledged, files)));
                }
            };
            await WorkAsync(disk);
            disk.Before = null;
            foreach (var (acknowledged, files) in crashes)
            {
                await CheckAsync(TortureDisk.Of(files), acknowledged);
            }
        }
    }

    /// <summary>Lets each operation of one workload fail once, and from each on all of the next ones for a while.</summary>
    public async Task FailAsync(int workloads, CancellationToken cancellationToken)
    {
        for (var workload = 0; workload < workloads; workload++)
        {
            for (var failing = 1; failing > 0; failing++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                foreach (var (length, fault) in new (int, Func<IOException>)[] { (1, TortureDisk.Broken), (1, TortureDisk.Full), (12, TortureDisk.Full) })
                {
                    _acknowledged.Clear();
                    using var disk = new TortureDisk();
                    var (from, to) = (failing, failing + length);
                    disk.Before = number =>
                    {
                        if (number >= from && number < to)
                        {
                            Report.Faults++;
                            throw fault();
                        }
                    };
                    await WorkAsync(disk);
                    disk.Before = null;
                    await CheckAsync(TortureDisk.Of(disk.Crashes(_random)[1]), Acknowledged());
                    failing = disk.Operations < failing ? -1 : failing;
                    if (failing < 0)
                    {
                        break;
                    }
                }
            }
        }
    }

    private JournalEntry[] Acknowledged()
    {
        lock (_acknowledged)
        {
            return [.. _acknowledged];
        }
    }

    /// <summary>Appends alone and together, and starts anew now and then.</summary>
    private async Task WorkAsync(TortureDisk disk)
    {
        SegmentJournal? journal = null;
        try
        {
            for (var step = 0; step < MostSteps; step++)
            {
                journal ??= TryOpen(disk);
                if (journal is null)
                {
                    continue;
                }

                if (_random.Next(5) == 0)
                {
                    await journal.DisposeAsync();
                    journal = null;
                    continue;
                }

                await Task.WhenAll(Enumerable.Range(0, _random.Next(2) == 0 ? 1 : _random.Next(2, 6)).Select(_ => AppendAsync(journal)).ToList());
                if (_random.Next(3) == 0)
                {
                    TortureKey.Sign(journal);
                }
            }
        }
        finally
        {
            if (journal is not null)
            {
                await journal.DisposeAsync();
            }
        }
    }

    private static SegmentJournal? TryOpen(JournalDisk disk)
    {
        try
        {
            return Open(disk);
        }
        catch (JournalException)
        {
            // A disk that fails at the start: the service manager tries again.
            return null;
        }
    }

    private static SegmentJournal Open(JournalDisk disk)
    {
        var time = new FakeTimeProvider();
        return SegmentJournal.Open(disk, Options, new RecordStamp(time, new ClockWatch(time), new BootIdentity(Guid.Empty)));
    }

    private async Task AppendAsync(SegmentJournal journal)
    {
        try
        {
            var entry = await journal.AppendAsync(Draft(Interlocked.Increment(ref _number)), CancellationToken.None);
            lock (_acknowledged)
            {
                _acknowledged.Add(entry);
            }
        }
        catch (JournalException)
        {
            // Told so: it was never acknowledged.
        }
    }

    private static JournalDraft Draft(int number)
    {
        if (number % 2 == 0)
        {
            return JournalDraft.Of(RecordKind.Fault, new LaneAlarm("thermometer", "noAnswer", $"number {number}"), ContractJson.Default.LaneAlarm);
        }

        var name = new PersonalField { Name = "name", Salt = new byte[PersonalField.SaltLength], Value = "\"王芳\""u8.ToArray() };
        var decided = new PassageDecided
        {
            Passage = $"{number:x32}",
            Direction = PassageDirection.In,
            Reason = "clear",
            Roster = "r1",
            Policy = "p1",
            Commitments = new Dictionary<string, string> { [name.Name] = name.Commitment() },
        };
        return JournalDraft.Of(RecordKind.Granted, decided, ContractJson.Default.PassageDecided, [name]);
    }

    private async Task CheckAsync(TortureDisk disk, JournalEntry[] acknowledged)
    {
        using (disk)
        {
            Report.States++;
            Report.Acknowledged += acknowledged.Length;
            JournalEntry next;
            try
            {
                await using var journal = Open(disk);
                next = await journal.AppendAsync(Draft(Interlocked.Increment(ref _number)), CancellationToken.None);
            }
            catch (JournalException)
            {
                Report.BootFailures++;
                return;
            }

            Look(disk, [.. acknowledged, next]);
        }
    }

    private void Look(TortureDisk disk, IReadOnlyList<JournalEntry> acknowledged)
    {
        var report = JournalVerifier.Verify(disk);
        // What was signed was acknowledged: a checkpoint that names a record that is not there tells of a loss.
        Report.Unreadable += report.Whole && TortureKey.Proves(disk) ? 0 : 1;
        var reader = new JournalReader(disk);
        var held = new HashSet<JournalEntry>();
        foreach (var epoch in reader.Epochs())
        {
            var last = 0L;
            var seen = new HashSet<long>();
            foreach (var lines in reader.Read(epoch, 1))
            {
                if (!JournalLine.IsWhole(lines.Line.Span))
                {
                    continue;
                }

                var record = JournalLine.ReadRecord(lines.Line);
                held.Add(new JournalEntry(record.Epoch, record.Sequence, record.Hash));
                Report.Duplicated += seen.Add(record.Sequence) ? 0 : 1;
                Report.Reordered += record.Sequence < last ? 1 : 0;
                last = record.Sequence;
            }
        }

        Report.Lost += acknowledged.Count(entry => !held.Contains(entry));
    }
}
