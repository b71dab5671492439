using Gatehouse.Hardware.Temperature;
using Gatehouse.Kiosk.Calibration;

namespace Gatehouse.Kiosk.Screening;

/// <summary>Reduces a burst of samples to one reading.</summary>
public static class Burst
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

    /// <summary>
    /// The median of the corrected samples. It is robust against one bad sample; seeking the hottest point of a
    /// moving face needs the work on estimators that is still to come.
    /// </summary>
    public static Reading Reduce(IReadOnlyList<ThermometerSample> samples, CommissioningRecord commissioning, Policy policy)
    {
        if (samples.Count == 0)
        {
            return Nothing(ThermometerFault, samples, policy);
        }

        if (samples.Any(s => s.Ambient.Degrees < policy.AmbientFrom || s.Ambient.Degrees > policy.AmbientTo))
        {
            return Nothing(AmbientOutOfRange, samples, policy);
        }

        var skins = samples.Select(s => commissioning.Skin(s).Degrees).Order().ToArray();
        // So put that a sample which could not be corrected, not a number, is unstable too.
        if (!(skins[^1] - skins[0] <= policy.Spread))
        {
            return Nothing(Unstable, samples, policy);
        }

        var middle = skins.Length / 2;
        var median = skins.Length % 2 == 1 ? skins[middle] : (skins[middle - 1] + skins[middle]) / 2;
        return median < policy.Coldest ? Nothing(TooCold, samples, policy)
            : median > policy.Hottest ? Nothing(TooHot, samples, policy)
            : new Reading(new Celsius(median), policy.Uncertainty, null, samples);
    }

    private static Reading Nothing(string why, IReadOnlyList<ThermometerSample> samples, Policy policy) =>
        new(null, policy.Uncertainty, why, samples);
}
