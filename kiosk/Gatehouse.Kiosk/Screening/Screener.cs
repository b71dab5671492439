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
        var isLast = readings.Count >= policy.Readings;
        if (readings[^1].Skin is { } skin)
        {
            var guard = policy.GuardFactor * readings[^1].Uncertainty;
            if (skin.Degrees < policy.Limit - guard)
            {
                return Verdict.Clear;
            }

            if (skin.Degrees > policy.Limit + guard)
            {
                return Verdict.Refer;
            }
        }

        if (!isLast)
        {
            return Verdict.Remeasure;
        }

        var measured = readings.Where(r => r.Skin is not null).Select(r => r.Skin!.Value.Degrees).ToArray();
        return measured.Length > 0 && measured.Average() >= policy.Limit ? Verdict.Refer
            : readings[^1].Skin is null ? Verdict.NotMeasurable
            : Verdict.Clear;
    }
}
