using Gatehouse.Contract;
using Gatehouse.Hardware.Temperature;
using Gatehouse.Kiosk.Calibration;
using Gatehouse.Kiosk.Journal;
using Gatehouse.Kiosk.Screening;
using Gatehouse.Kiosk.Snapshots;

namespace Gatehouse.Kiosk.Maintenance;

/// <summary>What a thermometer is calibrated and checked with, at one gate.</summary>
/// <param name="Thermometer">The thermometer.</param>
/// <param name="Instrument">The same as a measuring instrument; a calibration that is accepted is put in force in it.</param>
/// <param name="State">Where calibrations are kept.</param>
/// <param name="Record">Adds a record to the journal, durably.</param>
/// <param name="Clocks">The devices' time and the wall clock.</param>
public sealed record CalibrationDesk(
    Thermometer Thermometer, Instrument Instrument, KioskSnapshots State, Func<JournalDraft, Task> Record, Lane.LaneClocks Clocks)
{
    /// <summary>What follows from a thermometer that is not to be believed.</summary>
    internal const string MeasuresNobody = "This gate measures nobody until a check finds the thermometer good, or it is calibrated.";

    /// <summary>Why a thermometer with an emissivity of its own is not taken.</summary>
    public const string CorrectsByItself = "The thermometer's emissivity register does not hold 1: somebody wrote into it, and what it gives would be corrected for twice. Fit one as it comes from its maker.";

    private const string By = "by";

    /// <summary>For how long the thermometer has been under power as far as is known.</summary>
    public required Func<TimeSpan> UnderPower { get; init; }

    /// <summary>Brings the reference to a temperature where that can be done from here; where a person does it, nothing.</summary>
    public Func<Celsius, CancellationToken, Task> SetReference { get; init; } = (_, _) => Task.CompletedTask;

    /// <summary>Opens the journal for reading: what a calibration would have changed is computed from it.</summary>
    public required Func<JournalDisk> OpenJournal { get; init; }

    /// <summary>The rules in force.</summary>
    public CalibrationRules Rules => Instrument.Policy.Calibration;

    /// <summary>The day by the wall clock, UTC.</summary>
    public DateOnly Today => DateOnly.FromDateTime(Clocks.Real.GetUtcNow().UtcDateTime);

    /// <summary>Puts a calibration in force: in its history, on disk, in the instrument, in the journal.</summary>
    /// <exception cref="SnapshotException">It cannot be kept; the one before stays in force, unless it says otherwise.</exception>
    /// <exception cref="JournalException">It is in force, and the journal does not say so.</exception>
    public async Task PutInForceAsync(CalibrationRecord calibration, string by, string reason)
    {
        var before = Instrument.Calibration.Id;
        calibration = State.Accept(calibration);
        Instrument.PutInForce(calibration);
        var correction = calibration.Correction;
        PersonalField[] personal = [Personal.Of(By, by), Personal.Of("reason", reason)];
        var body = new CalibrationChanged(
            calibration.Id, before, calibration.RollsBackTo, calibration.Serial, correction?.Gain, correction?.Offset, correction?.Uncertainty,
            calibration.Evidence?.Reference.Serial, calibration.Evidence?.Due, Personal.Commitments(personal));
        try
        {
            await Record(JournalDraft.Of(RecordKind.Calibrated, body, ContractJson.Default.CalibrationChanged, personal));
        }
        finally
        {
            State.Copy(calibration);
        }
    }

    /// <summary>Keeps what a look at a reference found of the thermometer in force, and has the instrument act on it.</summary>
    /// <exception cref="MaintenanceException">It cannot be kept, and what was found; what blocks, blocks all the same.</exception>
    public Task<DriftCheck> FindAsync(CalibrationRequest request, MeasuredPoint point, double asFound) => FindAsync(request, point, asFound, Instrument.Calibration.Serial);

    /// <summary>The same of any thermometer: whatever is in force, it is not forgotten what was found of it.</summary>
    public async Task<DriftCheck> FindAsync(CalibrationRequest request, MeasuredPoint point, double asFound, string thermometer)
    {
        var calibration = Instrument.Calibration;
        var isInForce = calibration.Serial == thermometer;
        var check = new DriftCheck(Clocks.Real.GetUtcNow(), thermometer, isInForce ? calibration.Id : "", request, point, asFound, DriftCheck.ResultOf(asFound, Rules));
        // What blocks, blocks at once; what would lift a block does so once it is kept.
        if (isInForce && check.Result == DriftCheck.Blocked)
        {
            Instrument.Take(check);
        }

        PersonalField[] personal = [Personal.Of(By, request.Operator)];
        var body = new DriftChecked(check.Calibration, point.Reference, asFound, check.Result, request.Reference.Serial, Personal.Commitments(personal));
        await KeepAsync(
            () => check = State.Add(check),
            JournalDraft.Of(RecordKind.Checked, body, ContractJson.Default.DriftChecked, personal),
            Wording.Say($"As found {Wording.WithSign(asFound)} °C at {point.Reference:0.00} °C: {check.Result}.{(isInForce && check.Result == DriftCheck.Blocked ? $" {MeasuresNobody}" : "")}"));
        if (isInForce)
        {
            Instrument.Take(check);
        }

        return check;
    }

    /// <summary>Keeps a sweep.</summary>
    /// <exception cref="SnapshotException">It cannot be kept.</exception>
    public async Task KeepAsync(LinearitySweep sweep)
    {
        State.Sweeps.Append(sweep);
        PersonalField[] personal = [Personal.Of(By, sweep.Request.Operator)];
        var body = new LinearitySwept(
            sweep.Calibration, sweep.Points[0].Reference, sweep.Points[^1].Reference, sweep.Points.Count, sweep.Slope, sweep.Residual, sweep.Request.Reference.Serial, Personal.Commitments(personal));
        await Record(JournalDraft.Of(RecordKind.Swept, body, ContractJson.Default.LinearitySwept, personal));
    }

    /// <summary>Measures nobody until the thermometer in force was checked and good, or calibrated.</summary>
    /// <exception cref="MaintenanceException">Not all of that can be kept; it is so all the same.</exception>
    public Task DistrustAsync(string reason, string by) => DistrustAsync(reason, by, Instrument.Calibration.Serial);

    /// <summary>The same of any thermometer: one that is not in force is not believed when it comes to be.</summary>
    public async Task DistrustAsync(string reason, string by, string thermometer)
    {
        var calibration = Instrument.Calibration;
        var isInForce = calibration.Serial == thermometer;
        if (isInForce)
        {
            Instrument.Distrust();
        }

        var what = isInForce ? $"its calibration {calibration.Id} no longer holds" : $"this is {thermometer}, which is not the one in force";
        await KeepAsync(
            () => State.Add(new Invalidation(Clocks.Real.GetUtcNow(), thermometer, isInForce ? calibration.Id : "", reason, by)),
            Lane.PassageRecords.Alarm(RecordKind.Fault, "thermometer", reason, $"It was said or found to be {reason}: {what}. Check it, or calibrate it.", Personal.Of(By, by)),
            isInForce ? MeasuresNobody : "The thermometer is not to be believed.");
    }

    /// <summary>Keeps something of which something follows, that is told with whatever cannot be kept.</summary>
    private async Task KeepAsync(Action keep, JournalDraft record, string follows)
    {
        try
        {
            try
            {
                keep();
            }
            finally
            {
                // A disk that does not take the one may take the other.
                await Record(record);
            }
        }
        catch (Exception e) when (e is SnapshotException or JournalException)
        {
            throw new MaintenanceException($"{follows} Not all of that could be kept: {e.Message} Then check it again, before the kiosk starts anew.");
        }
    }

    /// <summary>A name for a calibration accepted now.</summary>
    public string NewId() => State.NewCalibrationId(Clocks.Real.GetUtcNow());
}
