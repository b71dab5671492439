namespace Gatehouse.Kiosk.Calibration;

/// <summary>Whether a thermometer may be believed, by all that is known of it: what was found last counts.</summary>
public static class Standing
{
    /// <summary>
    /// Whether it is out: a check found it out of tolerance, or something was done to it, and no check was good since and no
    /// calibration was measured. That an earlier calibration was put in force again proves nothing.
    /// </summary>
    /// <param name="thermometer">The thermometer's identity.</param>
    /// <param name="calibrations">All calibrations.</param>
    /// <param name="checks">All checks.</param>
    /// <param name="invalidations">All that was done to it.</param>
    public static bool IsOut(
        string thermometer, IEnumerable<CalibrationRecord> calibrations, IEnumerable<DriftCheck> checks, IEnumerable<Invalidation> invalidations)
    {
        var known = calibrations.Where(c => c.Serial == thermometer && c.IsMeasured).Select(c => (c.At, IsOut: false))
            .Concat(checks.Where(c => c.Thermometer == thermometer).Select(c => (c.At, IsOut: c.Result == DriftCheck.Blocked)))
            .Concat(invalidations.Where(i => i.Thermometer == thermometer).Select(i => (i.At, IsOut: true)))
            .ToList();
        return known.Count > 0 && known.MaxBy(k => k.At).IsOut;
    }
}
