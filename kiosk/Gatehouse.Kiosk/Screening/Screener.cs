using Gatehouse.Contract;
namespace Gatehouse.Kiosk.Screening;

/// <summary>Turns a passage's readings into a verdict.</summary>
public static class Screener
{
    /// <summary>
    /// Judges the readings taken so far. Each is compared with its limit guarded by g·U on either side; after the last
    /// one the combined reading, which is their mean, is compared with the limit itself. Nobody is clear by a last reading
    /// that says nothing.
    /// </summary>
    /// <param name="readings">One or more, in order.</param>
    /// <param name="policy">The policy in force.</param>
    public static Verdict Judge(IReadOnlyList<Reading> readings, Policy policy)
    {
        if (Alone(readings[^1], policy) is { } verdict)
        {
            return verdict;
        }

        if (readings.Count < policy.Readings)
        {
            return Verdict.Remeasure;
        }

        var beyond = readings.Where(r => r.Skin is not null).Select(r => r.Skin!.Value.Degrees - r.Limit!.Value).ToArray();
        return beyond.Length > 0 && beyond.Average() >= 0 ? Verdict.Refer
            : readings[^1].Skin is null ? Verdict.NotMeasurable
            : Verdict.Clear;
    }

    /// <summary>The mean of the readings that say something, °C; null when none does.</summary>
    public static double? Combined(IReadOnlyList<Reading> readings) =>
        readings.Where(r => r.Skin is not null).Select(r => (double?)r.Skin!.Value.Degrees).Average();

    /// <summary>What one reading says by itself, being farther from its limit than g·U; null when it is too near, or says nothing.</summary>
    public static Verdict? Alone(Reading reading, Policy policy) =>
        reading is { Skin: { } skin, Uncertainty: { } uncertainty, Limit: { } limit } ? Alone(skin.Degrees, uncertainty, limit, policy) : null;

    /// <summary>The same of a burst that may go on.</summary>
    public static Verdict? Alone(BurstLook look, double limit, Policy policy) =>
        look.NotMeasurable is null ? Alone(look.Skin, look.Uncertainty, limit, policy) : null;

    private static Verdict? Alone(double skin, double uncertainty, double limit, Policy policy) =>
        skin < limit - (policy.GuardFactor * uncertainty) ? Verdict.Clear
        : skin > limit + (policy.GuardFactor * uncertainty) ? Verdict.Refer
        : null;
}
