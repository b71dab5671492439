namespace Gatehouse.Kiosk.Calibration;

/// <summary>Whether a thermometer may be believed, by all that is known of it: what was found last counts.</summary>
public static class Standing
{
    /// <summary>
    /// Whether it is out: a check found it out of tolerance, something was done to it, or an earlier correction was put in
    /// force again, and no check was good since and no calibration was measured.
    /// </summary>
    /// <param name="thermometer">The thermometer's identity.</param>
    /// <param name="calibrations">All calibrations.</param>
    /// <param name="checks">All checks.</param>
    /// <param name="invalidations">All that was done to it.</param>
    public static bool IsOut(
        string thermometer, IEnumerable<CalibrationRecord> calibrations, IEnumerable<DriftCheck> checks, IEnumerable<Invalidation> invalidations)
    {
        var known = calibrations.Where(c => c.Serial == thermometer && (c.IsMeasured || c.RollsBackTo is not null)).Select(c => (c.Order, c.At, IsOut: !c.IsMeasured))
            .Concat(checks.Where(c => c.Thermometer == thermometer).Select(c => (c.Order, c.At, IsOut: c.Result == DriftCheck.Blocked)))
            .Concat(invalidations.Where(i => i.Thermometer == thermometer).Select(i => (i.Order, i.At, IsOut: true)))
            .ToList();
        return known.Count > 0 && known.MaxBy(k => (k.Order, k.At)).IsOut;
    }
}
