using System.Diagnostics.CodeAnalysis;
using Gatehouse.Hardware.Simulation;
using Gatehouse.Hardware.Temperature;
using Gatehouse.Kiosk.Calibration;
using Gatehouse.Kiosk.Screening;

namespace Gatehouse.Evaluation.Bench;

/// <summary>A simulated thermometer on its bus and the driver that reads it, on a time without waits.</summary>
internal sealed class BenchThermometer : IDisposable
{
    // As a technician is told: two points about the limits of fever, each by so many samples that a noise of 0.1 °C makes 0.005 of slope between them.
    private static readonly double[] Points = [33, 38];
    private const int SamplesEach = 40;

    /// <param name="variant">Which it is.</param>
    /// <param name="seed">By which this one instrument differs from others.</param>
    [SuppressMessage("Reliability", "CA2000", Justification = "The driver owns its device.")]
    public BenchThermometer(Mlx90614Variant variant, int seed)
    {
        var time = new SkippingTime();
        Chip = new SimulatedMlx90614(time, seed, variant);
        var settling = variant.Refresh > Mlx90614Options.ShortestSettling ? variant.Refresh : Mlx90614Options.ShortestSettling;
        Driver = new Mlx90614(Chip, new Mlx90614Options { Settling = settling }, time);
        Commissioned = CalibrationRecord.Of("simulated", time.GetUtcNow(), Chip.Identity);
    }

    /// <summary>What it is set against: a surface of the skin's emissivity, known to 0.2 °C (k=2).</summary>
    public static ReferenceInstrument Reference { get; } = new("Black body", "1", DateOnly.MaxValue, Emissivity: 0.98, Uncertainty: 0.2);

    public SimulatedMlx90614 Chip { get; }

    public Mlx90614 Driver { get; }

    /// <summary>Its record without a correction.</summary>
    public CalibrationRecord Commissioned { get; }

    public void Dispose() => Driver.Dispose();

    /// <summary>Its record with a correction, found as a technician finds it.</summary>
    /// <param name="off">How far the reference is from what it shows, °C.</param>
    /// <param name="emissivityOff">How far its emissivity is from what its certificate says.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<CalibrationRecord> CalibrateAsync(double off, double emissivityOff, CancellationToken cancellationToken)
    {
        Chip.TargetEmissivity = Reference.Emissivity + emissivityOff;
        var points = new List<MeasuredPoint>();
        foreach (var point in Points)
        {
            Chip.Target = new Celsius(point + off);
            points.Add(await MeasureAsync(new Celsius(point), cancellationToken));
        }

        return Commissioned with { Correction = CalibrationFit.Of(points, Reference, Chip.Ambient, new BudgetConditions().Reflected) };
    }

    /// <summary>One reading of what is before it, by the burst that a lane takes.</summary>
    public static async Task<Reading> ReadAsync(BurstTaker taker, Burst burst, GateLimit limit, CancellationToken cancellationToken) =>
        burst.Reduce((await taker.TakeAsync(e => throw e, cancellationToken)).Samples, limit);

    private async Task<MeasuredPoint> MeasureAsync(Celsius reference, CancellationToken cancellationToken)
    {
        var seen = new double[SamplesEach];
        var ambient = 0.0;
        for (var i = 0; i < seen.Length; i++)
        {
            var sample = await Driver.SampleAsync(cancellationToken);
            seen[i] = Commissioned.Uncorrected(sample).Degrees;
            ambient += sample.Ambient.Degrees / SamplesEach;
        }

        var mean = seen.Average();
        var deviation = Math.Sqrt(seen.Sum(s => (s - mean) * (s - mean)) / (SamplesEach - 1));
        var shown = Surface.Shown(reference, Reference.Emissivity, new Celsius(ambient));
        return new MeasuredPoint(reference.Degrees, shown.Degrees, mean, SamplesEach, deviation);
    }
}
