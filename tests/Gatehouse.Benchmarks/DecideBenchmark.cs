using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Demo.Results;
using Gatehouse.Kiosk.Journal;

namespace Gatehouse.Benchmarks;

/// <summary>
/// The kiosk's own work from last badge bit to turnstile energised, once with the disk's flush and once without; the
/// baseline is a bare append and flush of the same bytes, made after each passage on the same disk.
/// </summary>
internal static class DecideBenchmark
{
    private const double AllowedOverFlushes = 2;
    private const double AllowedMilliseconds = 2;
    private const double MostWithoutFlush = 0.5;
    private const int Passages = 10_000;
    private const int DryPassages = 20;

    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        var root = BenchOptions.RealFolder("decide");
        var passages = options.Dry ? DryPassages : Passages;
        var (work, bare) = await MeasureAsync(root, "flushed", disk => disk, passages, options.Time, cancellationToken);
        var (alone, _) = await MeasureAsync(root, "unflushed", disk => new UnflushedDisk(disk), passages, options.Time, cancellationToken);
        root.Delete(recursive: true);

        var p99 = Percentile.Of(work, 0.99)!.Value;
        var bareP99 = Percentile.Of(bare, 0.99)!.Value;
        return
        [
            new Figure("decide: p99, flush included", p99, "ms", bareP99, options.Bound((AllowedOverFlushes * bareP99) + AllowedMilliseconds)),
            new Figure("decide: median, flush included", Percentile.Of(work, 0.5)!.Value, "ms", Percentile.Of(bare, 0.5)!.Value, null),
            new Figure("decide: median, without the flush", Percentile.Of(alone, 0.5)!.Value, "ms", null, options.Bound(MostWithoutFlush)),
        ];
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "The lane's journal takes the disk over and disposes it.")]
    private static async Task<(List<double> Work, List<double> Bare)> MeasureAsync(
        DirectoryInfo root, string name, Func<JournalDisk, JournalDisk> disk, int passages, TimeProvider time, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(root.FullName, name);
        using var bareFile = File.OpenHandle(Path.Combine(root.FullName, name + ".bare"), FileMode.CreateNew, FileAccess.Write);
        var bare = new List<double>(passages);
        long at = 0;
        await using (var lane = await BenchLane.StartAsync(disk(FolderDisk.Open(folder)), time, cancellationToken))
        {
            for (var i = 0; i < passages; i++)
            {
                var person = BenchKiosk.People[i % BenchKiosk.People.Count];
                await lane.AdmitAsync(person, cancellationToken);
                await lane.RestAsync(cancellationToken);
                bare.Add(Append(bareFile, ref at, lane.TakeGrantBytes(), time));
            }
        }

        using var reading = FolderDisk.OpenReadOnly(folder);
        var reader = new JournalReader(reading);
        var work = reader.Epochs().SelectMany(epoch => reader.Read(epoch, 1))
            .Select(lines => JournalLine.ReadRecord(lines.Line))
            .Where(record => record.Kind == RecordKind.Closed)
            .Select(record => record.Body.Deserialize(ContractJson.Default.PassageClosed)!.WorkMilliseconds!.Value)
            .ToList();
        return (work, bare);
    }

    private static double Append(Microsoft.Win32.SafeHandles.SafeFileHandle file, ref long at, int bytes, TimeProvider time)
    {
        var buffer = new byte[bytes];
        var began = time.GetTimestamp();
        RandomAccess.Write(file, buffer, at);
        RandomAccess.FlushToDisk(file);
        at += bytes;
        return time.GetElapsedTime(began).TotalMilliseconds;
    }
}
