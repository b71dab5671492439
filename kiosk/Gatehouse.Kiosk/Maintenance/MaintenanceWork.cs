using Gatehouse.Contract;
using Gatehouse.Kiosk.Calibration;

namespace Gatehouse.Kiosk.Maintenance;

/// <summary>Does what somebody wishes at a gate's thermometer.</summary>
public static class MaintenanceWork
{
    /// <summary>Does it.</summary>
    /// <exception cref="MaintenanceException">It cannot be done; nothing has changed.</exception>
    public static Task DoAsync(MaintenanceWish wish, CalibrationDesk desk, MaintenanceDialog dialog, CancellationToken cancellationToken) => wish switch
    {
        _ when wish.TooLong() is { } key => throw new MaintenanceException($"The {key} is empty, or longer than {RecordLimits.MaxName} characters."),
        { Do: "check", Celsius: not (>= DriftCheck.Coldest and <= DriftCheck.Hottest) } => throw new MaintenanceException(FormattableString.Invariant($"A check is made between {DriftCheck.Coldest} and {DriftCheck.Hottest} °C, where it matters.")),
        { Do: "calibrate", Request: { } request } => new CalibrationFlow(desk, dialog).RunAsync(request, cancellationToken),
        { Do: "check", Request: { } request, Celsius: { } celsius } => new DriftCheckFlow(desk, dialog).RunAsync(request, celsius, cancellationToken),
        { Do: "sweep", Request: { } request } => new LinearityFlow(desk, dialog).RunAsync(request, cancellationToken),
        { Do: "invalidate", By: { } by, Reason: { } reason } => InvalidateAsync(desk, dialog, by, reason, cancellationToken),
        { Do: "rollBack", Calibration: { } id, By: { } by, Reason: { } reason } => RollBackAsync(desk, dialog, id, by, reason, cancellationToken),
        { Do: MaintenanceWish.Discard } => DiscardAsync(desk, dialog, cancellationToken),
        _ => throw new MaintenanceException($"There is nothing to do by the name '{wish.Do}' with what was given beside it."),
    };

    private static async Task RollBackAsync(
        CalibrationDesk desk, MaintenanceDialog dialog, string id, string by, string reason, CancellationToken cancellationToken)
    {
        var earlier = desk.State.Calibrations.Load().FirstOrDefault(c => c.Id == id)
            ?? throw new MaintenanceException($"There is no calibration {id}: 'gatehouse-kiosk calibrations list' shows those there are.");
        var now = desk.Instrument.Calibration;
        if (earlier.Serial != now.Serial)
        {
            throw new MaintenanceException($"The calibration {id} is of another thermometer, {earlier.Serial}: it says nothing of the one that is here.");
        }

        if (earlier.Correction == now.Correction)
        {
            throw new MaintenanceException($"What {id} corrects is in force already.");
        }

        // Supply and registers are those of the thermometer as it is now.
        var record = now with { Id = desk.NewId(), At = desk.Clocks.Real.GetUtcNow(), Correction = earlier.Correction, Evidence = earlier.Evidence, RollsBackTo = id };
        await desk.PutInForceAsync(record, by, reason);
        await dialog.TellAsync(new MaintenanceMessage(MaintenanceMessage.Done, $"The correction of {id} is in force again, as {record.Id}. This gate measures nobody until a check finds it good."), cancellationToken);
    }

    private static async Task InvalidateAsync(CalibrationDesk desk, MaintenanceDialog dialog, string by, string reason, CancellationToken cancellationToken)
    {
        if (!Invalidation.Reasons.Contains(reason))
        {
            throw new MaintenanceException($"'{reason}' is none of {string.Join(", ", Invalidation.Reasons)}.");
        }

        await desk.DistrustAsync(reason, by);
        await dialog.TellAsync(new MaintenanceMessage(MaintenanceMessage.Done, "The calibration no longer holds: this gate measures nobody until the thermometer is checked and good, or calibrated."), cancellationToken);
    }

    private static async Task DiscardAsync(CalibrationDesk desk, MaintenanceDialog dialog, CancellationToken cancellationToken)
    {
        if (!desk.State.Session.Exists)
        {
            throw new MaintenanceException("No calibration was left half done.");
        }

        desk.State.Session.Remove();
        await dialog.TellAsync(new MaintenanceMessage(MaintenanceMessage.Done, "What was left half done is discarded; the calibration before stays in force." + (desk.Instrument.IsOutOfTolerance ? $" {CalibrationDesk.MeasuresNobody}" : "")), cancellationToken);
    }
}
