using Gatehouse.Contract;
using Gatehouse.Demo;
using Gatehouse.Demo.Results;
using Gatehouse.Hardware.Temperature;
using Gatehouse.Kiosk.Calibration;
using Gatehouse.Kiosk.Screening;

namespace Gatehouse.Benchmarks;

/// <summary>
/// From a burst's samples to a reading and its verdict; the baseline is the correction of the same samples for their
/// emissivity and nothing else. And what a look at a burst that goes on allocates.
/// </summary>
internal static class ScreenBenchmark
{
    private const double MostMicroseconds = 100;
    private const int Readings = 200_000;
    private const int DryReadings = 1_000;
    private const int Seed = 1;
    private const int Samples = 3;

    public static Task<IReadOnlyList<Figure>> RunAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        var policy = new Policy { Revision = "bench", Limit = 36.1, Samples = Samples };
        var calibration = new CalibrationRecord("bench", DateTimeOffset.UnixEpoch, "0", 0xFFFF, 0, 0, Correction: new Correction(1.01, 0.1, 0.1));
        var burst = new Instrument(Mlx90614Variant.Dci, new BudgetConditions(), policy, calibration).Burst;
        var limit = new GateLimit(policy);
        var readings = options.Dry ? DryReadings : Readings;
        var bursts = Bursts(new Random(Seed), readings);

        // Once over all, so that the compiler's work is over as it is in a gate's second minute.
        Measure(bursts, burst, limit, policy, options.Time);
        var (work, bare) = Measure(bursts, burst, limit, policy, options.Time);
        return Task.FromResult<IReadOnlyList<Figure>>(
        [
            new Figure("screen: p99, reading and verdict", Percentile.Of(work, 0.99)!.Value, "µs", Percentile.Of(bare, 0.99)!.Value, options.Bound(MostMicroseconds)),
            new Figure("screen: median, reading and verdict", Percentile.Of(work, 0.5)!.Value, "µs", Percentile.Of(bare, 0.5)!.Value, null),
            new Figure("screen: allocated a look", Allocated(bursts, burst), "B", null, options.Bound(0)),
        ]);
    }

    private static ThermometerSample[][] Bursts(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => Burst(random, 34 + (4 * random.NextDouble())))];

    private static ThermometerSample[] Burst(Random random, double skin) =>
        [.. Enumerable.Range(0, Samples).Select(_ => Sample(Mlx90614Words.FromCelsius(new Celsius(skin + (0.2 * random.NextDouble()))), Mlx90614Words.FromCelsius(new Celsius(23))))];

    private static ThermometerSample Sample(ushort target, ushort ambient) =>
        new(Mlx90614Words.ToCelsius(target), Mlx90614Words.ToCelsius(ambient), target, ambient);

    private static (List<double> Work, List<double> Bare) Measure(
        ThermometerSample[][] bursts, Burst burst, GateLimit limit, Policy policy, TimeProvider time)
    {
        var work = new List<double>(bursts.Length);
        var bare = new List<double>(bursts.Length);
        var skins = 0.0;
        foreach (var samples in bursts)
        {
            var began = time.GetTimestamp();
            Screener.Judge([burst.Reduce(samples, limit)], policy);
            work.Add(Since(began));

            began = time.GetTimestamp();
            foreach (var sample in samples)
            {
                skins += Surface.Behind(sample.Target, 0.98, sample.Ambient).Degrees;
            }

            bare.Add(Since(began));
        }

        // Asked for, or the compiler may leave it out.
        return skins > 0 ? (work, bare) : throw new DemoException("The bursts of this benchmark are colder than any skin.");

        // A time span counts in tenths of a microsecond, which is too coarse here.
        double Since(long from) => (time.GetTimestamp() - from) * 1e6 / time.TimestampFrequency;
    }

    private static double Allocated(ThermometerSample[][] bursts, Burst burst)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var samples in bursts)
        {
            burst.Look(samples);
        }

        return (double)(GC.GetAllocatedBytesForCurrentThread() - before) / bursts.Length;
    }
}
