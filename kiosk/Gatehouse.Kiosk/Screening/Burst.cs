using Gatehouse.Contract;
using Gatehouse.Hardware.Temperature;
using Gatehouse.Kiosk.Calibration;

namespace Gatehouse.Kiosk.Screening;

/// <summary>Reduces a burst of samples to one reading.</summary>
/// <param name="calibration">How the thermometer's samples become skin temperatures.</param>
/// <param name="budget">How far they may be from the truth.</param>
/// <param name="policy">The bounds of what is a forehead.</param>
public sealed class Burst(CalibrationRecord calibration, UncertaintyBudget budget, Policy policy)
{
    /// <summary>The thermometer gave no sample.</summary>
    public const string ThermometerFault = "thermometerFault";

    /// <summary>Every sample is the word that stood before the burst, as of a thermometer that is frozen.</summary>
    public const string StoodStill = "stoodStill";

    /// <summary>What was seen is too cold for a forehead: hair, a hat, nobody.</summary>
    public const string TooCold = "tooCold";

    /// <summary>What was seen is too hot for a forehead.</summary>
    public const string TooHot = "tooHot";

    /// <summary>The samples differ too much: the person moved.</summary>
    public const string Unstable = "unstable";

    /// <summary>The air is outside the range in which the thermometer is trusted.</summary>
    public const string AmbientOutOfRange = "ambientOutOfRange";

    /// <summary>The air is drier or damper than the range in which what is seen is trusted: sweat, or a lens that mists over.</summary>
    public const string HumidityOutOfRange = "humidityOutOfRange";

    /// <summary>The reading may be farther from the truth than the policy allows: the thermometer cannot do this job.</summary>
    public const string Uncertain = "uncertain";

    // Samples of one face differ by chance; a sample colder than the hottest by more than this saw something else as well.
    private const double NoiseWidths = 4;

    /// <summary>
    /// The mean of the hottest samples that belong together: the hottest one and those that are colder than it by no
    /// more than four times the thermometer's noise. A sample alone at the top is no face but a disturbance, and is left
    /// out where there are others; colder ones saw hair or the room beside the face.
    /// </summary>
    public BurstLook Look(ReadOnlySpan<ThermometerSample> samples)
    {
        if (samples.Length == 0)
        {
            return Nothing(ThermometerFault, 0);
        }

        Span<double> skins = stackalloc double[samples.Length];
        var ambient = 0.0;
        for (var i = 0; i < samples.Length; i++)
        {
            if (samples[i].Ambient.Degrees < policy.AmbientFrom || samples[i].Ambient.Degrees > policy.AmbientTo)
            {
                return Nothing(AmbientOutOfRange, samples[i].Ambient.Degrees);
            }

            skins[i] = calibration.Skin(samples[i]).Degrees;
            ambient += samples[i].Ambient.Degrees / samples.Length;
        }

        skins.Sort();
        // So put that a sample which could not be corrected, not a number, is unstable too.
        if (!(skins[^1] - skins[0] <= policy.Spread) || Hottest(skins) is not { Length: > 0 } face)
        {
            return Nothing(Unstable, ambient);
        }

        var (mean, scatter) = MeanOf(face);
        var skin = Thousandths(mean);
        var uncertainty = Thousandths(budget.Expanded(new Celsius(skin), new Celsius(ambient), face.Length, scatter));
        return skin < policy.Coldest ? Nothing(TooCold, ambient)
            : skin > policy.Hottest ? Nothing(TooHot, ambient)
            : uncertainty > policy.MostUncertain ? Nothing(Uncertain, ambient)
            : new BurstLook(skin, uncertainty, ambient, null);
    }

    /// <summary>The reading of a burst that is over.</summary>
    /// <param name="samples">Its samples.</param>
    /// <param name="limit">The limit in force.</param>
    public Reading Reduce(IReadOnlyList<ThermometerSample> samples, GateLimit limit)
    {
        var look = Look(samples as ThermometerSample[] ?? [.. samples]);
        var reading = look.NotMeasurable is { } why
            ? new Reading(null, null, why, samples)
            : new Reading(new Celsius(look.Skin), look.Uncertainty, null, samples) { Limit = limit.At(new Celsius(look.Ambient)) };
        return reading with { SupplyVolts = calibration.SupplyVolts };
    }

    /// <summary>Whether a reason is one that follows from a burst's samples alone.</summary>
    public static bool Says(string why) => why is TooCold or TooHot or Unstable or AmbientOutOfRange or Uncertain;

    /// <summary>A temperature as it is told and judged: a difference in the last bits of two machines' arithmetic is none.</summary>
    internal static double Thousandths(double degrees) => Math.Round(degrees, 3);

    /// <summary>The hottest that belong together, two at least where there are two; none when no two do.</summary>
    private ReadOnlySpan<double> Hottest(ReadOnlySpan<double> sorted)
    {
        var width = NoiseWidths * budget.Noise;
        var fewest = Math.Min(2, sorted.Length);
        for (var last = sorted.Length - 1; last >= fewest - 1; last--)
        {
            var first = last;
            while (first > 0 && sorted[last] - sorted[first - 1] <= width)
            {
                first--;
            }

            if (last - first + 1 >= fewest)
            {
                return sorted[first..(last + 1)];
            }
        }

        return [];
    }

    private static (double Mean, double Scatter) MeanOf(ReadOnlySpan<double> values)
    {
        var mean = 0.0;
        foreach (var value in values)
        {
            mean += value / values.Length;
        }

        var squares = 0.0;
        foreach (var value in values)
        {
            squares += (value - mean) * (value - mean);
        }

        return (mean, values.Length > 1 ? Math.Sqrt(squares / (values.Length - 1)) : 0);
    }

    private static BurstLook Nothing(string why, double ambient) => new(0, 0, ambient, why);
}
