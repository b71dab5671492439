using Gatehouse.Kiosk.Calibration;
using static Gatehouse.Kiosk.Maintenance.Wording;

namespace Gatehouse.Kiosk.Maintenance;

/// <summary>Sweeps a reference through the range of fever; it counts as a check at the temperature where most is wrong, and where it pulls readings nobody is measured by it any more.</summary>
public sealed class LinearityFlow(CalibrationDesk desk, MaintenanceDialog dialog)
{
    private const double PlotWidth = 0.3;

    /// <summary>Sweeps.</summary>
    /// <param name="request">Against what, and by whom.</param>
    /// <param name="cancellationToken">Ends it; nothing is kept then.</param>
    /// <exception cref="MaintenanceException">It cannot be done.</exception>
    public async Task<LinearitySweep> RunAsync(CalibrationRequest request, CancellationToken cancellationToken)
    {
        if (request.Faults(desk.Today).FirstOrDefault() is { } fault)
        {
            throw new MaintenanceException(fault);
        }

        var calibration = desk.Instrument.Calibration;
        await DriftCheckFlow.RequireTheSameAsync(desk, calibration, cancellationToken);
        var measurement = new ReferenceMeasurement(desk, request, dialog);
        var measured = new List<(MeasuredPoint Point, double Off)>();
        for (var at = LinearitySweep.From; at <= LinearitySweep.To; at += LinearitySweep.Step)
        {
            var (point, _) = await measurement.MeasureOrDistrustAsync(at, Say($"{at:0.00} °C of the sweep"), calibration.Serial, cancellationToken);
            measured.Add((point, point.Off(calibration.Correction)));
            if (IsBlocked(measured[^1].Off) && measured.Count(m => IsBlocked(m.Off)) == 1)
            {
                // Kept at once: it stands whatever becomes of this sweep.
                await desk.FindAsync(request, point, measured[^1].Off);
                await dialog.TellAsync(new MaintenanceMessage("step", Say($"{WithSign(measured[^1].Off)} °C at {point.Reference:0.00} °C is out of tolerance. {CalibrationDesk.MeasuresNobody}")), cancellationToken);
            }
        }

        await DriftCheckFlow.RequireTheSameAsync(desk, calibration, cancellationToken);
        SweptPoint[] points = [.. measured.Select(m => new SweptPoint(m.Point.Reference, m.Off))];
        var sweep = new LinearitySweep(desk.Clocks.Real.GetUtcNow(), calibration.Id, request, points, LinearitySweep.SlopeOf(points));
        var found = measured.MaxBy(m => Math.Abs(m.Off));
        var result = DriftCheck.ResultOf(found.Off, desk.Rules);
        if (!sweep.IsLinear)
        {
            await desk.DistrustAsync(Invalidation.NotSound, request.Operator);
        }
        else if (result != DriftCheck.Blocked)
        {
            await desk.FindAsync(request, found.Point, found.Off);
        }

        await desk.KeepAsync(sweep);
        await dialog.TellAsync(new MaintenanceMessage("plot", "How much too much it read\n" + TextPlot.Of([.. points.Select(p => (p.Reference, p.Residual))], PlotWidth)), cancellationToken);
        await dialog.TellAsync(
            new MaintenanceMessage(
                sweep.IsLinear && result != DriftCheck.Blocked ? MaintenanceMessage.Done : MaintenanceMessage.Unfit,
                Say($"Slope {sweep.Slope:0.000} from {LinearitySweep.From:0} to {LinearitySweep.To:0} °C: {Meaning(sweep)} Largest residual {WithSign(found.Off)} °C at {found.Point.Reference:0.00} °C: {DriftCheckFlow.Meaning(result)}"),
                new Dictionary<string, double> { ["slope"] = sweep.Slope, ["residual"] = found.Off }),
            cancellationToken);
        return sweep;
    }

    private bool IsBlocked(double off) => DriftCheck.ResultOf(off, desk.Rules) == DriftCheck.Blocked;

    private static string Meaning(LinearitySweep sweep) =>
        sweep.IsLinear ? "it pulls neither way."
        : $"it pulls readings {(sweep.Slope < 1 ? "towards" : "away from")} normal. {CalibrationDesk.MeasuresNobody}";
}
