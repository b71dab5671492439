namespace Gatehouse.Kiosk.Calibration;

/// <summary>Whether a thermometer may be believed, by all that is known of it: what was found last counts.</summary>
/// <param name="IsOut">
/// Whether it is out: a check found it out of tolerance, something was done to it, an earlier correction was put in force
/// again, or what was found is not there any more, and no check was good since and no calibration was measured.
/// </param>
/// <param name="Missing">How many of the things found or done since are not there any more.</param>
/// <param name="LookedAt">When it was last held against a reference; null when it never was.</param>
public sealed record Standing(bool IsOut, long Missing, DateTimeOffset? LookedAt)
{
    /// <summary>The standing of a thermometer.</summary>
    /// <param name="thermometer">The thermometer's identity.</param>
    /// <param name="calibrations">All calibrations.</param>
    /// <param name="checks">All checks.</param>
    /// <param name="invalidations">All that was done to it.</param>
    /// <param name="last">The place of what was noted last, of this thermometer or another.</param>
    public static Standing Of(
        string thermometer, IReadOnlyList<CalibrationRecord> calibrations, IReadOnlyList<DriftCheck> checks, IReadOnlyList<Invalidation> invalidations, long last)
    {
        var own = calibrations.Where(c => c.Serial == thermometer).ToList();
        var known = own.Where(c => c.IsMeasured || c.RollsBackTo is not null).Select(c => (c.Order, c.At, IsOut: !c.IsMeasured))
            .Concat(checks.Where(c => c.Thermometer == thermometer && c.Result != DriftCheck.Warned).Select(c => (c.Order, c.At, IsOut: c.Result == DriftCheck.Blocked)))
            .Concat(invalidations.Where(i => i.Thermometer == thermometer).Select(i => (i.Order, i.At, IsOut: true)))
            .ToList();
        var lifted = known.Where(k => !k.IsOut).Select(k => k.Order).DefaultIfEmpty(0).Max();
        var since = calibrations.Select(c => c.Order).Concat(checks.Select(c => c.Order)).Concat(invalidations.Select(i => i.Order))
            .Where(order => order > lifted).ToHashSet();
        var missing = Math.Max(last, since.DefaultIfEmpty(0).Max()) - lifted - since.Count;
        var lookedAt = own.Where(c => c.IsMeasured).Select(c => (c.Order, At: (DateTimeOffset?)c.At))
            .Concat(checks.Where(c => c.Thermometer == thermometer).Select(c => (c.Order, At: (DateTimeOffset?)c.At)))
            .DefaultIfEmpty()
            .MaxBy(looked => (looked.Order, looked.At)).At;
        return new Standing(missing > 0 || (known.Count > 0 && known.MaxBy(k => (k.Order, k.At)).IsOut), Math.Max(0, missing), lookedAt);
    }
}
