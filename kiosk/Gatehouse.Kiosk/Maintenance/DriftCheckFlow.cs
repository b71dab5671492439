using Gatehouse.Hardware.Temperature;
using Gatehouse.Kiosk.Calibration;
using static Gatehouse.Kiosk.Maintenance.Wording;

namespace Gatehouse.Kiosk.Maintenance;

/// <summary>Checks a thermometer against one temperature of a reference, and changes nothing in it.</summary>
public sealed class DriftCheckFlow(CalibrationDesk desk, MaintenanceDialog dialog)
{
    /// <summary>Checks.</summary>
    /// <param name="request">Against what, and by whom.</param>
    /// <param name="celsius">The reference's temperature; 36 to 37 °C is where it matters.</param>
    /// <param name="cancellationToken">Ends it; nothing is kept then.</param>
    /// <exception cref="MaintenanceException">It cannot be done.</exception>
    public async Task<DriftCheck> RunAsync(CalibrationRequest request, double celsius, CancellationToken cancellationToken)
    {
        if (request.Faults(desk.Today).FirstOrDefault() is { } fault)
        {
            throw new MaintenanceException(fault);
        }

        var calibration = desk.Instrument.Calibration;
        await RequireTheSameAsync(desk, calibration, cancellationToken);
        var (point, _) = await new ReferenceMeasurement(desk, request, dialog).MeasureOrDistrustAsync(celsius, "the check", calibration.Serial, cancellationToken);
        await RequireTheSameAsync(desk, calibration, cancellationToken);
        var off = point.Off(calibration.Correction);
        var check = await desk.FindAsync(request, point, off);
        await dialog.TellAsync(
            new MaintenanceMessage(
                check.Result == DriftCheck.Blocked ? MaintenanceMessage.Unfit : MaintenanceMessage.Done,
                Say($"As found {WithSign(off)} °C at {point.Reference:0.00} °C: {Meaning(check.Result)}"),
                new Dictionary<string, double> { ["asFound"] = off, ["reference"] = point.Reference }),
            cancellationToken);
        return check;
    }

    internal static string Meaning(string result) => result switch
    {
        DriftCheck.Blocked => "out of tolerance. This gate does not measure until it is calibrated; see who is concerned with 'gatehouse-kiosk lookback'.",
        DriftCheck.Warned => "nearly out of tolerance. Calibrate it soon; a gate that measures nobody goes on doing so until then.",
        _ => "good.",
    };

    internal static async Task RequireTheSameAsync(CalibrationDesk desk, CalibrationRecord calibration, CancellationToken cancellationToken)
    {
        try
        {
            if (calibration.Difference(await desk.Thermometer.IdentifyAsync(cancellationToken)) is not null)
            {
                throw new MaintenanceException("This is not the thermometer of the calibration in force, or somebody wrote into it: there is nothing to check; calibrate it.");
            }
        }
        catch (ThermometerException e)
        {
            throw new MaintenanceException($"The thermometer cannot be checked: {e.Message}");
        }
    }
}
