using System.Runtime.CompilerServices;
using Gatehouse.Hardware.Temperature;
using Gatehouse.Kiosk.Calibration;

namespace Gatehouse.Kiosk.Screening;

/// <summary>
/// How far a skin temperature measured at this gate may be from the truth, cause by cause. It says nothing of how far a
/// forehead is from the body behind it.
/// </summary>
/// <param name="variant">The thermometer.</param>
/// <param name="conditions">How well the conditions at this gate are known.</param>
/// <param name="calibration">The calibration in force: its emissivity, and what its correction is worth in place of the datasheet's accuracy.</param>
/// <param name="farthestCentimetres">The farthest a face is measured, cm.</param>
public sealed class UncertaintyBudget(Mlx90614Variant variant, BudgetConditions conditions, CalibrationRecord calibration, double farthestCentimetres)
{
    /// <summary>k: U is so many standard uncertainties, which the truth keeps within in about 95 of 100 readings.</summary>
    public const double CoverageFactor = 2;

    private const double Resolution = 0.02;

    // Of a view of which nothing is known but that it is not all skin.
    private const double MostUnfilled = 1;

    // Half a word, which is the most that a sample is rounded by.
    private const double Rounding = Resolution / 2;

    // Where a face is farthest.
    private readonly double _unfilled = Math.Clamp(
        variant.Beyond(conditions.ForeheadRadius, farthestCentimetres), conditions.Unfilled, MostUnfilled);

    /// <summary>The thermometer's noise in one sample, °C rms.</summary>
    public double Noise => variant.Noise;

    /// <summary>U of a reading, °C.</summary>
    /// <param name="skin">The skin temperature.</param>
    /// <param name="ambient">The instrument's own temperature.</param>
    /// <param name="samples">How many samples it is the mean of.</param>
    /// <param name="scatter">The standard deviation of those samples, °C; the datasheet's noise counts when it is more.</param>
    public double Expanded(Celsius skin, Celsius ambient, int samples, double scatter)
    {
        var terms = default(AllTerms);
        Fill(terms, skin, ambient, samples, scatter);
        var squares = 0.0;
        foreach (ref readonly var term in (ReadOnlySpan<BudgetTerm>)terms)
        {
            squares += term.Standard * term.Standard;
        }

        return CoverageFactor * Math.Sqrt(squares);
    }

    /// <summary>The same, cause by cause.</summary>
    public IReadOnlyList<BudgetTerm> Terms(Celsius skin, Celsius ambient, int samples, double scatter = 0)
    {
        var terms = new BudgetTerm[AllTerms.Count];
        Fill(terms, skin, ambient, samples, scatter);
        return terms;
    }

    private void Fill(Span<BudgetTerm> terms, Celsius skin, Celsius ambient, int samples, double scatter)
    {
        var emissivity = calibration.SkinEmissivity;
        // What the surroundings radiate less than the skin, in degrees of the skin.
        var contrast = Surface.PerEmissivity(skin, ambient);
        terms[0] = calibration.Correction is { } correction
            ? new("calibration", correction.UncertaintyAt(skin), "°C", IsNormal: true, 1)
            : new("instrument", variant.AccuracyAt(Surface.Shown(skin, emissivity, ambient), ambient), "°C", IsNormal: false, 1);
        terms[1] = new("noise", Math.Max(variant.Noise, scatter), "°C", IsNormal: true, 1 / Math.Sqrt(samples));
        terms[2] = new("resolution", Rounding, "°C", IsNormal: false, 1 / Math.Sqrt(samples));
        terms[3] = new("supply", conditions.SupplyVolts, "V", IsNormal: false, Mlx90614Variant.DegreesPerVolt);
        terms[4] = new("emissivity", conditions.Emissivity, "", IsNormal: false, contrast / emissivity);
        terms[5] = new("reflected", conditions.Reflected, "°C", IsNormal: false, (1 - emissivity) / emissivity * Math.Pow(ambient.Kelvin / skin.Kelvin, 3));
        terms[6] = new("view", _unfilled, "", IsNormal: false, contrast);
        terms[7] = new("drift", conditions.Drift, "°C", IsNormal: false, 1);
    }

    [InlineArray(Count)]
    private struct AllTerms
    {
        public const int Count = 8;

        private BudgetTerm _first;
    }
}
