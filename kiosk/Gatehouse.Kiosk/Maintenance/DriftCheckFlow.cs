using Gatehouse.Contract;
using Gatehouse.Hardware.Temperature;
using Gatehouse.Kiosk.Calibration;
using Gatehouse.Kiosk.Journal;
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
        await RequireTheSameAsync(calibration, cancellationToken);
        var (point, _) = await new ReferenceMeasurement(desk, request, dialog).MeasureAsync(celsius, "the check", cancellationToken);
        await RequireTheSameAsync(calibration, cancellationToken);
        var seen = new Celsius(point.Uncorrected);
        var off = (calibration.Correction?.Apply(seen).Degrees ?? seen.Degrees) - point.Shown;
        var check = new DriftCheck(desk.Clocks.Real.GetUtcNow(), calibration.Id, request, point, off, DriftCheck.ResultOf(off, desk.Rules));
        desk.State.Checks.Append(check);
        desk.Instrument.Take(check);
        var body = new DriftChecked(calibration.Id, point.Reference, off, check.Result, request.Reference.Serial, request.Operator);
        await desk.Record(JournalDraft.Of(RecordKind.Checked, body, ContractJson.Default.DriftChecked));
        await dialog.TellAsync(
            new MaintenanceMessage(
                "done", Say($"As found {Signed(off)} °C at {point.Reference:0.00} °C: {Meaning(check.Result)}"), new Dictionary<string, double> { ["asFound"] = off, ["reference"] = point.Reference }),
            cancellationToken);
        return check;
    }

    private static string Meaning(string result) => result switch
    {
        DriftCheck.Blocked => "out of tolerance. This gate does not measure until it is calibrated; see who is concerned with 'gatehouse-kiosk lookback'.",
        DriftCheck.Warned => "nearly out of tolerance. Calibrate it soon.",
        _ => "good.",
    };

    private async Task RequireTheSameAsync(CalibrationRecord calibration, CancellationToken cancellationToken)
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
