using Gatehouse.Kiosk.Calibration;
using static Gatehouse.Kiosk.Maintenance.Wording;

namespace Gatehouse.Kiosk.Maintenance;

/// <summary>Sweeps a reference through the range of fever; it counts as a check at the temperature where most is wrong, but as no good one where it pulls readings.</summary>
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
            var (point, _) = await measurement.MeasureOrDistrustAsync(at, Say($"{at:0.00} °C of the sweep"), cancellationToken);
            measured.Add((point, point.Off(calibration.Correction)));
        }

        await DriftCheckFlow.RequireTheSameAsync(desk, calibration, cancellationToken);
        SweptPoint[] points = [.. measured.Select(m => new SweptPoint(m.Point.Reference, m.Off))];
        var sweep = new LinearitySweep(desk.Clocks.Real.GetUtcNow(), calibration.Id, request, points, LinearitySweep.SlopeOf(points));
        await desk.KeepAsync(sweep);
        await dialog.TellAsync(new MaintenanceMessage("plot", "How much too much it read\n" + TextPlot.Of([.. points.Select(p => (p.Reference, p.Residual))], PlotWidth)), cancellationToken);
        var found = measured.MaxBy(m => Math.Abs(m.Off));
        var result = DriftCheck.ResultOf(found.Off, desk.Rules);
        if (sweep.IsLinear || result == DriftCheck.Blocked)
        {
            await desk.FindAsync(request, found.Point, found.Off);
        }

        await dialog.TellAsync(
            new MaintenanceMessage(
                sweep.IsLinear && result != DriftCheck.Blocked ? MaintenanceMessage.Done : MaintenanceMessage.Unfit,
                Say($"Slope {sweep.Slope:0.000} from {LinearitySweep.From:0} to {LinearitySweep.To:0} °C: {Meaning(sweep)} Largest residual {WithSign(found.Off)} °C at {found.Point.Reference:0.00} °C: {DriftCheckFlow.Meaning(result)}"),
                new Dictionary<string, double> { ["slope"] = sweep.Slope, ["residual"] = found.Off }),
            cancellationToken);
        return sweep;
    }

    private static string Meaning(LinearitySweep sweep) =>
        sweep.IsLinear ? "it pulls neither way."
        : sweep.Slope < 1 ? "it pulls readings towards normal. Calibrate it."
        : "it pulls readings away from normal. Calibrate it.";
}
