using System.Diagnostics.CodeAnalysis;
using Gatehouse.Contract;
using Gatehouse.Kiosk.Journal;
using Microsoft.Win32.SafeHandles;

namespace Gatehouse.Benchmarks;

/// <summary>
/// How long the journal takes to make a record durable, for one caller and for eight at once; the baseline is a bare append
/// and flush of as many bytes, in turns on the same disk.
/// </summary>
internal static class AppendBenchmark
{
    private const int Rounds = 40;

    // Until what is compiled while it runs is compiled well, a second or so: the kiosk is native and has no such time.
    private const int WarmRounds = 20;
    private const int DryRounds = 1;
    private const int Appends = 100;
    private const int Callers = 8;
    private const double OneCaller = 0.8;
    private const double EightCallers = 2;

    [SuppressMessage("Reliability", "CA2000", Justification = "The journal takes the disk over and disposes it.")]
    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        var root = BenchOptions.RealFolder("append");
        var disk = new CountingDisk(FolderDisk.Open(Path.Combine(root.FullName, "journal")));
        var stamp = new RecordStamp(options.Time, new ClockWatch(options.Time), BootIdentity.OfThisMachine());
        using var bareFile = File.OpenHandle(Path.Combine(root.FullName, "bare"), FileMode.CreateNew, FileAccess.Write);
        var (bare, one, eight) = (new List<double>(), new List<double>(), new List<double>());
        await using (var journal = SegmentJournal.Open(disk, new JournalOptions { Kiosk = KioskId.Parse("bench") }, stamp))
        {
            await journal.AppendAsync(Draft(0), cancellationToken);
            var bytes = disk.TakeLargest();
            long at = 0;
            for (var round = 0; round < (options.Dry ? DryRounds : WarmRounds + Rounds); round++)
            {
                if (round == WarmRounds)
                {
                    (bare, one, eight) = ([], [], []);
                }

                var began = options.Time.GetTimestamp();
                at = Bare(bareFile, at, bytes);
                bare.Add(Each(options.Time.GetElapsedTime(began)));

                began = options.Time.GetTimestamp();
                await CallAsync(journal, Appends);
                one.Add(Each(options.Time.GetElapsedTime(began)));

                began = options.Time.GetTimestamp();
                await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(() => CallAsync(journal, Appends / Callers), cancellationToken)));
                eight.Add(Each(options.Time.GetElapsedTime(began)) * Appends / (Appends / Callers * Callers));
                cancellationToken.ThrowIfCancellationRequested();
            }
        }

        root.Delete(recursive: true);
        var baseline = Middle(bare);
        return
        [
            new Figure("append: one caller, each record", Middle(one), "ms", baseline, options.Bound(baseline / OneCaller)),
            new Figure("append: eight callers, each record", Middle(eight), "ms", baseline, options.Bound(baseline / EightCallers)),
        ];
    }

    private static long Bare(SafeFileHandle file, long at, int bytes)
    {
        var buffer = new byte[bytes];
        for (var i = 0; i < Appends; i++)
        {
            RandomAccess.Write(file, buffer, at);
            RandomAccess.FlushToDisk(file);
            at += bytes;
        }

        return at;
    }

    private static async Task CallAsync(SegmentJournal journal, int appends)
    {
        for (var i = 0; i < appends; i++)
        {
            await journal.AppendAsync(Draft(i), CancellationToken.None);
        }
    }

    private static JournalDraft Draft(int number) =>
        JournalDraft.Of(RecordKind.Fault, new LaneAlarm("thermometer", "noAnswer", $"number {number:00000000}"), ContractJson.Default.LaneAlarm);

    private static double Each(TimeSpan elapsed) => elapsed.TotalMilliseconds / Appends;

    internal static double Middle(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
