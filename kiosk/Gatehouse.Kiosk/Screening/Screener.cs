namespace Gatehouse.Kiosk.Screening;

/// <summary>Turns a passage's readings into a verdict.</summary>
public static class Screener
{
    /// <summary>
    /// Judges the readings taken so far. Each is compared with the limit guarded by g·U on either side; after the last
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

        var measured = readings.Where(r => r.Skin is not null).Select(r => r.Skin!.Value.Degrees).ToArray();
        return measured.Length > 0 && measured.Average() >= policy.Limit ? Verdict.Refer
            : readings[^1].Skin is null ? Verdict.NotMeasurable
            : Verdict.Clear;
    }

    /// <summary>What one reading says by itself, being farther from the limit than g·U; null when it is too near, or says nothing.</summary>
    public static Verdict? Alone(Reading reading, Policy policy) =>
        reading is not { Skin: { } skin, Uncertainty: { } uncertainty } ? null
        : skin.Degrees < policy.Limit - (policy.GuardFactor * uncertainty) ? Verdict.Clear
        : skin.Degrees > policy.Limit + (policy.GuardFactor * uncertainty) ? Verdict.Refer
        : null;
}
