using System.Diagnostics.CodeAnalysis;

namespace Gatehouse.Torture;

/// <summary>
/// Lets a kiosk work on a <see cref="TortureDisk"/> and cuts the power before each of the disk's operations: in every state
/// that this could leave, what was acknowledged by then is there, in order and once, nothing that is erased comes back, and
/// the journal goes on by itself.
/// </summary>
[SuppressMessage("Reliability", "CA2000", Justification = "These disks are memory: there is nothing to release.")]
public sealed class JournalTorture
{
    /// <summary>How many records a workload offers whose power is cut.</summary>
    private const int ShortWork = 40;

    private readonly Random _random;
    private readonly StateCheck _check;
    private readonly Lock _one = new();

    /// <summary>A torture that draws chance from a seed.</summary>
    public JournalTorture(int seed)
    {
        _random = new Random(seed);
        Report = new TortureReport { Seed = seed };
        _check = new StateCheck(Report);
    }

    /// <summary>What came of it so far.</summary>
    public TortureReport Report { get; }

    /// <summary>Whether the disk forgets its flushes: the defect that must be found.</summary>
    public bool ForgetsFlushes { get; init; }

    /// <summary>Cuts the power so many times.</summary>
    public async Task CutAsync(int cuts, CancellationToken cancellationToken)
    {
        while (Report.Cuts < cuts)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var disk = new TortureDisk { ForgetsFlushes = ForgetsFlushes };
            var workload = new Workload(() => disk, new Random(_random.Next()), Workload.Beginning);
            var crashes = new List<(Promises Promised, IReadOnlyDictionary<string, byte[]> Files)>();
            disk.Before = _ =>
            {
                // On whichever thread uses the disk; what is acknowledged by now is what a caller could have been told.
                lock (_one)
                {
                    if (Report.Cuts < cuts)
                    {
                        Report.Cuts++;
                        var promised = workload.Promised;
                        crashes.AddRange(disk.Crashes(_random).Select(files => (promised, files)));
                    }
                }
            };
            await workload.RunAsync(ShortWork);
            disk.Before = null;
            foreach (var (promised, files) in crashes)
            {
                var left = TortureDisk.Of(files);
                await _check.CheckAsync(() => left, promised);
            }
        }
    }

    /// <summary>Lets each operation of some workloads fail once, broken and full, and on a full disk the next ones, too.</summary>
    /// <param name="workloads">How many workloads.</param>
    /// <param name="records">How many records each offers.</param>
    /// <param name="every">Of how many operations one fails; 1 lets each fail in turn.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task FailAsync(int workloads, int records, int every, CancellationToken cancellationToken)
    {
        for (var workload = 0; workload < workloads; workload++)
        {
            var seed = _random.Next();
            foreach (var (length, fault) in new (int, Func<IOException>)[] { (1, TortureDisk.Broken), (1, TortureDisk.Full), (12, TortureDisk.Full) })
            {
                for (var failing = 1 + (workload % every); await FailAsync(seed, records, failing, failing + length, fault); failing += every)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                }
            }
        }
    }

    /// <summary>Flips a bit at rest so many times: no more than the two lines that it touches may be lost, the journal goes on, and it does not call itself whole.</summary>
    public async Task FlipAsync(int flips, CancellationToken cancellationToken)
    {
        for (var flip = 0; flip < flips; flip++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var disk = new TortureDisk();
            var workload = new Workload(() => disk, new Random(_random.Next()), Workload.Beginning);
            await workload.RunAsync(ShortWork);
            var files = disk.Crashes(_random)[0];
            var flipped = files.ToDictionary(file => file.Key, file => file.Value.ToArray());
            var some = flipped.Values.Where(bytes => bytes.Length > 0).ToList();
            var hit = some[_random.Next(some.Count)];
            hit[_random.Next(hit.Length)] ^= (byte)(1 << _random.Next(8));
            Report.Flips++;
            await _check.CheckFlippedAsync(TortureDisk.Of(files), TortureDisk.Of(flipped), workload.Promised.Now);
        }
    }

    /// <summary>False once the workload has fewer operations than the one that was to fail.</summary>
    private async Task<bool> FailAsync(int seed, int records, int from, int to, Func<IOException> fault)
    {
        using var disk = new TortureDisk();
        var workload = new Workload(() => disk, new Random(seed), Workload.Beginning);
        disk.Before = number =>
        {
            if (number >= from && number < to)
            {
                lock (_one)
                {
                    Report.Faults++;
                }

                throw fault();
            }
        };
        await workload.RunAsync(records);
        disk.Before = null;
        var left = TortureDisk.Of(disk.Crashes(_random)[1]);
        await _check.CheckAsync(() => left, workload.Promised);
        return disk.Operations >= from;
    }
}
