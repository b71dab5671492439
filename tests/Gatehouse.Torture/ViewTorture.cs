using System.Diagnostics.CodeAnalysis;
using Gatehouse.Contract;
using Gatehouse.Kiosk.Journal;
using Gatehouse.Kiosk.View;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Torture;

/// <summary>
/// Lets a local log follow a journal on a <see cref="TortureDisk"/> of its own and cuts the power at LiteDB's operations, or lets
/// them fail: whatever they leave, the log that is opened next shows the journal's decisions, no more, no fewer and no others.
/// </summary>
/// <param name="seed">From which chance is drawn.</param>
/// <param name="report">Receives what does not hold.</param>
[SuppressMessage("Reliability", "CA2000", Justification = "These disks are memory: there is nothing to release.")]
public sealed class ViewTorture(int seed, TortureReport report)
{
    private const int Steps = 8;

    // LiteDB writes a page at a time: of so many operations the power is cut before one.
    private const int CutOneIn = 6;

    private readonly Random _random = new(seed);
    private int _number;

    /// <summary>Cuts the power so many times.</summary>
    public async Task CutAsync(int cuts, CancellationToken cancellationToken)
    {
        for (var cut = 0; cut < cuts;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var disk = new TortureDisk();
            await using var journal = Open();
            var crashes = new List<IReadOnlyDictionary<string, byte[]>>();
            disk.Before = _ =>
            {
                if (cut < cuts && _random.Next(CutOneIn) == 0)
                {
                    cut++;
                    report.Cuts++;
                    crashes.AddRange(disk.Crashes(_random));
                }
            };
            await WorkAsync(disk, journal);
            disk.Before = null;
            var expected = await ShownAsync(new TortureDisk(), journal);
            foreach (var files in crashes)
            {
                await CheckAsync(TortureDisk.Of(files), journal, expected);
            }
        }
    }

    /// <summary>Lets each operation of some workloads fail in turn, broken and full, for one operation and for many.</summary>
    /// <param name="workloads">How many workloads.</param>
    /// <param name="every">Of how many operations one fails.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task FailAsync(int workloads, int every, CancellationToken cancellationToken)
    {
        for (var workload = 0; workload < workloads; workload++)
        {
            await FailEachAsync(_random.Next(), every, cancellationToken);
        }
    }

    /// <summary>Flips a bit at rest in a log that was closed, so many times.</summary>
    public async Task FlipAsync(int flips, CancellationToken cancellationToken)
    {
        using var disk = new TortureDisk();
        await using var journal = Open();
        await WorkAsync(disk, journal);
        var expected = await ShownAsync(disk, journal);
        for (var flip = 0; flip < flips; flip++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var files = disk.Crashes(_random)[0].ToDictionary(file => file.Key, file => file.Value.ToArray());
            var hit = files[nameof(ViewFile.Data)];
            hit[_random.Next(hit.Length)] ^= (byte)(1 << _random.Next(8));
            report.Flips++;
            await CheckAsync(TortureDisk.Of(files), journal, expected);
        }
    }

    /// <summary>A local log on this disk that caught up and is closed again shows so much.</summary>
    internal static async Task<IReadOnlyList<ViewEntry>> ShownAsync(TortureDisk disk, SegmentJournal journal)
    {
        using var view = new EntryView(new TortureViewFiles(disk), journal, NullLogger<EntryView>.Instance);
        await CatchUpAsync(view);
        return view.Newest(int.MaxValue);
    }

    private async Task FailEachAsync(int work, int every, CancellationToken cancellationToken)
    {
        foreach (var (length, fault) in new (int, Func<IOException>)[] { (1, TortureDisk.Broken), (1, TortureDisk.Full), (40, TortureDisk.Full) })
        {
            var operations = int.MaxValue;
            for (var failing = 1; failing <= operations; failing += every)
            {
                cancellationToken.ThrowIfCancellationRequested();
                using var disk = new TortureDisk();
                await using var journal = Open();
                var from = failing;
                disk.Before = number =>
                {
                    if (number >= from && number < from + length)
                    {
                        report.Faults++;
                        throw fault();
                    }
                };
                await new ViewTorture(work, report).WorkAsync(disk, journal);
                disk.Before = null;
                operations = disk.Operations;
                await CheckAsync(disk, journal, await ShownAsync(new TortureDisk(), journal));
            }
        }
    }

    private static SegmentJournal Open() => Workload.Open(new TortureDisk(), new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 6, 0, 0, TimeSpan.Zero)));

    /// <summary>Cancelled already, it takes over one batch, which is more than there is, and ends.</summary>
    private static async Task CatchUpAsync(EntryView view)
    {
        using var stop = new CancellationTokenSource();
        var run = view.RunAsync(stop.Token);
        await stop.CancelAsync();
        await run;
    }

    /// <summary>Lets people pass, follows them, and closes the log or leaves it as a killed process does.</summary>
    private async Task WorkAsync(TortureDisk disk, SegmentJournal journal)
    {
        for (var step = 0; step < Steps; step++)
        {
            await PassAsync(journal);
            var view = new EntryView(new TortureViewFiles(disk), journal, NullLogger<EntryView>.Instance);
            await CatchUpAsync(view);
            if (_random.Next(3) > 0)
            {
                await PassAsync(journal);
                await CatchUpAsync(view);
            }

            if (_random.Next(3) > 0)
            {
                view.Dispose();
            }
        }
    }

    private async Task PassAsync(SegmentJournal journal)
    {
        for (var people = _random.Next(1, 6); people > 0; people--)
        {
            var granted = await journal.AppendAsync(Drafts.Granted(_number++), CancellationToken.None);
            if (_random.Next(4) > 0)
            {
                await journal.AppendAsync(Drafts.Closed(_number, granted), CancellationToken.None);
            }
        }

        if (_random.Next(6) == 0)
        {
            var removed = new RecordsRemoved(journal.Head.Epoch, journal.Head.Sequence / 2, RecordHash.None.ToString(), DateTimeOffset.UnixEpoch, 365, "p1");
            await journal.AppendAsync(JournalDraft.Of(RecordKind.Removed, removed, ContractJson.Default.RecordsRemoved), CancellationToken.None);
        }
    }

    private async Task CheckAsync(TortureDisk disk, SegmentJournal journal, IReadOnlyList<ViewEntry> expected)
    {
        using (disk)
        {
            report.States++;
            report.Views++;
            var shown = await ShownAsync(disk, journal);
            report.Unreadable += shown.SequenceEqual(expected) ? 0 : 1;
        }
    }
}
