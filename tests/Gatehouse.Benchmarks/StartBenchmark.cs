using System.Diagnostics;
using Gatehouse.Demo.Results;
using Gatehouse.Demo.Services;

namespace Gatehouse.Benchmarks;

/// <summary>How long the kiosk takes from process start to its readers being armed; the baseline is a process that does nothing.</summary>
internal static class StartBenchmark
{
    private const double MostMilliseconds = 150;
    private const int Rounds = 21;
    private const int DryRounds = 2;

    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        var program = options.KioskProgram();
        var root = BenchOptions.RealFolder("start");
        var folder = new KioskFolder("bench", root.FullName);
        await BenchKiosk.PrepareAsync(folder, program, options.Time, cancellationToken);
        var starts = new List<double>();
        var nothings = new List<double>();
        for (var i = 0; i < (options.Dry ? DryRounds : Rounds); i++)
        {
            nothings.Add(await NothingAsync(options.Time, cancellationToken));
            var began = options.Time.GetTimestamp();
            await using var kiosk = await Service.StartAsync("gatehouse-kiosk", program, ["run", "--config", folder.Configuration, "--simulate", "--json"], folder.Log, options.Time);
            await kiosk.SaysAsync("ready", cancellationToken);
            starts.Add(options.Time.GetElapsedTime(began).TotalMilliseconds);
        }

        root.Delete(recursive: true);
        return [new Figure("start: process to reader armed", Percentile.Of(starts, 0.5)!.Value, "ms", Percentile.Of(nothings, 0.5)!.Value, options.Bound(MostMilliseconds))];
    }

    private static async Task<double> NothingAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        using var nothing = Process.Start(new ProcessStartInfo("true") { RedirectStandardOutput = true })!;
        await nothing.StandardOutput.ReadToEndAsync(cancellationToken);
        return time.GetElapsedTime(began).TotalMilliseconds;
    }
}
