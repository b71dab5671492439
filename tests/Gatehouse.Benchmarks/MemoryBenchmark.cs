using System.Globalization;
using Gatehouse.Demo.People;
using Gatehouse.Demo.Services;

namespace Gatehouse.Benchmarks;

/// <summary>Resident memory of the kiosk after many passages; the baseline is the same process when it was ready.</summary>
internal static class MemoryBenchmark
{
    private const double MostMegabytes = 60;
    private const int Passages = 10_000;
    private const int DryPassages = 20;
    private const double Speed = 100;

    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        var program = options.KioskProgram();
        var root = BenchOptions.RealFolder("memory");
        var folder = new KioskFolder("bench", root.FullName);
        await BenchKiosk.PrepareAsync(folder, program, options.Time, cancellationToken);
        await using var kiosk = await KioskService.StartAsync("bench", folder, program, Speed, options.Time, cancellationToken);
        var before = Resident(kiosk.ProcessId);
        for (var i = 0; i < (options.Dry ? DryPassages : Passages); i++)
        {
            var person = BenchKiosk.People[i % BenchKiosk.People.Count];
            var walk = await kiosk.WalkAsync(new Visit(person.Number, "in", [35.0]), cancellationToken);
            if (walk.Outcome is not ("passed" or "gaveUp"))
            {
                throw new Demo.DemoException($"Passage {i} ended as '{walk.Outcome}': the benchmark measures admissions only.");
            }
        }

        var after = Resident(kiosk.ProcessId);
        await kiosk.DisposeAsync();
        root.Delete(recursive: true);
        return [new Figure("memory: resident after passages", after, "MB", before, options.Bound(MostMegabytes))];
    }

    /// <summary>What of a process is in memory, MB.</summary>
    public static double Resident(int process) => Megabytes(process, "VmRSS:");

    /// <summary>The most of it that ever was.</summary>
    public static double MostResident(int process) => Megabytes(process, "VmHWM:");

    private static double Megabytes(int process, string key)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(l => l.StartsWith(key, StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }
}
