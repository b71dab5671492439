using Gatehouse.Kiosk.Calibration;
using Gatehouse.Kiosk.Snapshots;

namespace Gatehouse.Kiosk.Replay;

/// <summary>A thermometer that was found out of tolerance, or not to be believed: whoever passed since it was last known to be good is concerned.</summary>
/// <param name="Thermometer">Its identity.</param>
/// <param name="Since">When it was last known to be good; null when it never was.</param>
/// <param name="Until">When it was found.</param>
/// <param name="AsFound">How far off it was, °C; the most where it was found at several temperatures; null where that is not known.</param>
/// <param name="Reason">Why it is not to be believed where it is not known how far off it was, one of the reasons of an <see cref="Invalidation"/>; else null.</param>
/// <param name="Corrected">A calibration of that time as it should have been.</param>
public sealed record LookBack(
    string Thermometer, DateTimeOffset? Since, DateTimeOffset Until, double? AsFound, string? Reason, Func<CalibrationRecord, CalibrationRecord> Corrected)
{
    /// <summary>All findings of a kiosk, the oldest first; checks that found it out one after the other are one, with the worst of them.</summary>
    /// <exception cref="SnapshotException">What is kept of checks or calibrations is damaged.</exception>
    public static IReadOnlyList<LookBack> Of(KioskSnapshots state)
    {
        var rules = state.Policy.Load().Calibration;
        var calibrations = state.Calibrations.Load();
        var checks = state.Checks.Load();
        var found = calibrations.Where(c => c.IsMeasured).Select(Found).Where(f => Math.Abs(f.AsFound!.Value) >= rules.DriftBlocks)
            .Concat(checks.Where(c => c.Result == DriftCheck.Blocked).Select(c => Found(c, calibrations.FirstOrDefault(under => under.Id == c.Calibration))))
            .Concat(state.Invalidations.Load().Where(i => i.Reason != Invalidation.Commissioned).Select(Found))
            // By one that was never in force before nobody was measured.
            .Where(f => calibrations.Any(c => c.Serial == f.Serial && f.IsAfter(c.Order, c.At)))
            .OrderBy(f => (f.Order, f.At));

        // Whatever was measured and good before it: a check, or a calibration that was just made. Otherwise since it was put in first.
        var good = calibrations.Where(c => c.IsMeasured).Select(c => (c.Serial, c.Order, c.At))
            .Concat(checks.Where(c => c.Result != DriftCheck.Blocked).Select(c => (Serial: c.Thermometer, c.Order, c.At)))
            .Concat(calibrations.GroupBy(c => c.Serial).Select(c => c.First()).Select(c => (c.Serial, c.Order, c.At)))
            .ToList();
        return
        [
            .. found.Select(f => (Finding: f, Since: LastGood(f, good.Where(g => g.Serial == f.Serial))))
                .GroupBy(f => (f.Finding.Serial, f.Finding.IsCheck, f.Finding.Reason, f.Since))
                .Select(same => (Worst: same.MaxBy(f => Math.Abs(f.Finding.AsFound ?? 0)), Last: same.Last()))
                .OrderBy(f => (f.Last.Finding.Order, f.Last.Finding.At))
                .Select(f => new LookBack(f.Last.Finding.Serial, f.Last.Since, f.Last.Finding.At, f.Worst.Finding.AsFound, f.Last.Finding.Reason, f.Worst.Finding.Corrected)),
        ];
    }

    /// <summary>By the order in which it was kept. A clock that ran backwards in between says nothing: everybody is looked at then.</summary>
    private static DateTimeOffset? LastGood(Finding finding, IEnumerable<(string Serial, long Order, DateTimeOffset At)> good) =>
        good.Where(g => finding.IsAfter(g.Order, g.At)).OrderBy(g => (g.Order, g.At)).Select(g => (DateTimeOffset?)g.At).LastOrDefault() is { } last && last < finding.At
            ? last
            : null;

    private static Finding Found(CalibrationRecord calibration) => new(
        calibration.Serial,
        calibration.Order,
        calibration.At,
        calibration.Evidence!.Points.Append(calibration.Evidence.Verification).MaxBy(p => Math.Abs(p.AsFound))!.AsFound,
        then => then.Serial == calibration.Serial ? then with { Correction = calibration.Correction } : then,
        IsCheck: false,
        null);

    /// <summary>What it was off by was found under one calibration: under another of the same thermometer it would have been another number.</summary>
    private static Finding Found(DriftCheck check, CalibrationRecord? under)
    {
        var corrected = under?.Correction ?? new Correction(1, 0, check.Request.Reference.Uncertainty / 2);
        return new Finding(
            check.Thermometer,
            check.Order,
            check.At,
            check.AsFound,
            then => then.Serial == check.Thermometer ? then with { Correction = corrected with { Offset = corrected.Offset - check.AsFound } } : then,
            IsCheck: true,
            null);
    }

    private static Finding Found(Invalidation said) => new(said.Thermometer, said.Order, said.At, null, then => then, IsCheck: false, said.Reason);

    private readonly record struct Finding(
        string Serial, long Order, DateTimeOffset At, double? AsFound, Func<CalibrationRecord, CalibrationRecord> Corrected, bool IsCheck, string? Reason)
    {
        public bool IsAfter(long order, DateTimeOffset at) => (order, at).CompareTo((Order, At)) < 0;
    }
}
