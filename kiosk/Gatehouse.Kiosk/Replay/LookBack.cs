using Gatehouse.Kiosk.Calibration;
using Gatehouse.Kiosk.Snapshots;

namespace Gatehouse.Kiosk.Replay;

/// <summary>A thermometer that was found out of tolerance: whoever passed since it was last known to be good is concerned.</summary>
/// <param name="Since">When it was last known to be good.</param>
/// <param name="Until">When it was found.</param>
/// <param name="AsFound">How far off it was, °C; the most where it was found at several temperatures.</param>
/// <param name="Corrected">A calibration of that time as it should have been.</param>
public sealed record LookBack(DateTimeOffset Since, DateTimeOffset Until, double AsFound, Func<CalibrationRecord, CalibrationRecord> Corrected)
{
    /// <summary>All findings of a kiosk, the oldest first; checks that found it out one after the other are one, with the worst of them.</summary>
    /// <exception cref="SnapshotException">What is kept of checks or calibrations is damaged.</exception>
    public static IReadOnlyList<LookBack> Of(KioskSnapshots state)
    {
        var rules = state.Policy.Load().Calibration;
        var calibrations = state.Calibrations.Load();
        var checks = state.Checks.Load();
        var found = calibrations.Where(c => c.IsMeasured).Select(Found).Where(f => Math.Abs(f.AsFound) >= rules.DriftBlocks)
            .Concat(checks.Where(c => c.Result == DriftCheck.Blocked).Select(c => Found(c, calibrations.FirstOrDefault(under => under.Id == c.Calibration))))
            .OrderBy(f => (f.Order, f.At));

        // Whatever was measured and good before it: a check, or a calibration that was just made. Otherwise since it was put in.
        var good = calibrations.Where(c => c.IsMeasured).Select(c => (c.Serial, c.Order, c.At))
            .Concat(checks.Where(c => c.Result != DriftCheck.Blocked).Select(c => (Serial: c.Thermometer, c.Order, c.At)))
            .Concat(calibrations.Where((c, i) => i == 0 || calibrations[i - 1].Serial != c.Serial).Select(c => (c.Serial, c.Order, c.At)))
            .ToList();
        return
        [
            .. found.Select(f => (Finding: f, Since: LastGood(f, good.Where(g => g.Serial == f.Serial))))
                .GroupBy(f => (f.Finding.Serial, f.Finding.IsCheck, f.Since))
                .Select(same => (Worst: same.MaxBy(f => Math.Abs(f.Finding.AsFound)), Last: same.Last()))
                .Select(f => new LookBack(f.Last.Since, f.Last.Finding.At, f.Worst.Finding.AsFound, f.Worst.Finding.Corrected)),
        ];
    }

    /// <summary>By the order in which it was kept. A clock that ran backwards in between says nothing: everybody is looked at then.</summary>
    private static DateTimeOffset LastGood(Finding finding, IEnumerable<(string Serial, long Order, DateTimeOffset At)> good)
    {
        var last = good.Where(g => (g.Order, g.At).CompareTo((finding.Order, finding.At)) < 0).OrderBy(g => (g.Order, g.At)).LastOrDefault();
        return last.At < finding.At ? last.At : DateTimeOffset.MinValue;
    }

    private static Finding Found(CalibrationRecord calibration) => new(
        calibration.Serial,
        calibration.Order,
        calibration.At,
        calibration.Evidence!.Points.Append(calibration.Evidence.Verification).MaxBy(p => Math.Abs(p.AsFound))!.AsFound,
        then => then.Serial == calibration.Serial ? then with { Correction = calibration.Correction } : then,
        IsCheck: false);

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
            IsCheck: true);
    }

    private readonly record struct Finding(string Serial, long Order, DateTimeOffset At, double AsFound, Func<CalibrationRecord, CalibrationRecord> Corrected, bool IsCheck);
}
