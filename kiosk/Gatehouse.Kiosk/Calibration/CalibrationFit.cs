using Gatehouse.Hardware.Temperature;

namespace Gatehouse.Kiosk.Calibration;

/// <summary>Finds the correction that brings a thermometer to its reference.</summary>
public static class CalibrationFit
{
    /// <summary>The straight line of least squares through two measured points or more.</summary>
    /// <param name="points">The points, at temperatures that differ.</param>
    /// <param name="reference">What they were measured against.</param>
    /// <param name="ambient">The thermometer's own temperature meanwhile, which stands for what the reference reflects.</param>
    /// <param name="reflected">The most that what it reflects may differ from that, °C.</param>
    public static Correction Of(IReadOnlyList<MeasuredPoint> points, ReferenceInstrument reference, Celsius ambient, double reflected)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(points.Count, 2, nameof(points));
        var seen = points.Average(p => p.Uncorrected);
        var shown = points.Average(p => p.Shown);
        var gain = points.Sum(p => (p.Uncorrected - seen) * (p.Shown - shown)) / points.Sum(p => (p.Uncorrected - seen) * (p.Uncorrected - seen));
        var offset = shown + (gain * (Correction.Pivot - seen)) - Correction.Pivot;
        var line = new Correction(gain, offset, 0);
        return line with
        {
            Uncertainty = Uncertainty(line, points, reference, ambient, reflected),
            GainUncertainty = GainUncertainty(points, seen),
            Middle = shown,
        };
    }

    /// <summary>By how well each mean is known, as the line of least squares takes it; what is wrong at the reference is wrong at all points.</summary>
    private static double GainUncertainty(IReadOnlyList<MeasuredPoint> points, double middle) =>
        points.Max(p => p.Deviation / Math.Sqrt(p.Samples)) / Math.Sqrt(points.Sum(p => (p.Uncorrected - middle) * (p.Uncorrected - middle)));

    /// <summary>The reference's parts, its temperature, its emissivity and what it reflects, the means' part and what the line leaves, together (k=1).</summary>
    private static double Uncertainty(Correction line, IReadOnlyList<MeasuredPoint> points, ReferenceInstrument reference, Celsius ambient, double reflected)
    {
        var byReference = reference.Uncertainty / 2;
        var byEmissivity = reference.EmissivityUncertainty / 2 * points.Max(p => Math.Abs(Surface.PerEmissivity(new Celsius(p.Reference), ambient)));
        var byReflected = reflected / Math.Sqrt(3) * points.Max(p => Surface.PerReflected(new Celsius(p.Reference), reference.Emissivity, ambient));
        var byMeans = points.Max(p => p.Deviation / Math.Sqrt(p.Samples));
        var left = points.Max(p => Math.Abs(line.Apply(new Celsius(p.Uncorrected)).Degrees - p.Shown));
        return Math.Sqrt((byReference * byReference) + (byEmissivity * byEmissivity) + (byReflected * byReflected) + (byMeans * byMeans) + (left * left));
    }
}

/// <summary>One temperature of the reference as the thermometer saw it.</summary>
/// <param name="Reference">The reference's surface, °C.</param>
/// <param name="Shown">What a perfect thermometer sees of that surface, °C.</param>
/// <param name="Uncorrected">What this one saw, supply corrected, mean, °C.</param>
/// <param name="Samples">How many samples the mean is of.</param>
/// <param name="Deviation">Their standard deviation, °C.</param>
public readonly record struct MeasuredPoint(double Reference, double Shown, double Uncorrected, int Samples, double Deviation)
{
    /// <summary>How much too much the thermometer reads there, °C.</summary>
    /// <param name="correction">The correction it reads under; null for none.</param>
    public double Off(Correction? correction) => (correction?.Apply(new Celsius(Uncorrected)).Degrees ?? Uncorrected) - Shown;
}
