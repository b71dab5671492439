namespace Gatehouse.Contract;

/// <summary>The kinds of record a kiosk writes, as they stand in <c>kind</c>.</summary>
public static class RecordKind
{
    /// <summary>First record of an epoch: <see cref="EpochBegan"/>.</summary>
    public const string Epoch = "epoch";

    /// <summary>The kiosk is ready: <see cref="KioskStarted"/>.</summary>
    public const string Started = "started";

    /// <summary>The kiosk was asked to stop; the body is empty.</summary>
    public const string Stopped = "stopped";

    /// <summary>
    /// A person may pass: <see cref="PassageDecided"/>. Durable before the turnstile is energised on the way in, unless
    /// the policy lets people pass unrecorded or the fire loop is open; on the way out the turnstile waits for nothing.
    /// </summary>
    public const string Granted = "granted";

    /// <summary>A person may not pass: <see cref="PassageDecided"/>.</summary>
    public const string Refused = "refused";

    /// <summary>How a granted passage ended: <see cref="PassageClosed"/>.</summary>
    public const string Closed = "closed";

    /// <summary>The arm moved without a grant: <see cref="LaneAlarm"/>.</summary>
    public const string Forced = "forced";

    /// <summary>A device failed: <see cref="LaneAlarm"/>.</summary>
    public const string Fault = "fault";

    /// <summary>A device works again: <see cref="LaneAlarm"/>.</summary>
    public const string Cleared = "cleared";

    /// <summary>Another calibration is in force: <see cref="CalibrationChanged"/>.</summary>
    public const string Calibrated = "calibrated";

    /// <summary>The thermometer was checked against a reference: <see cref="DriftChecked"/>.</summary>
    public const string Checked = "checked";

    /// <summary>The thermometer was swept through the range of fever: <see cref="LinearitySwept"/>.</summary>
    public const string Swept = "swept";

    /// <summary>The gate tried by itself whether it can see: <see cref="SelfTested"/>.</summary>
    public const string SelfTest = "selfTest";

    /// <summary>The host gave a command, which was taken or refused: <see cref="CommandTaken"/>. Durable before anything is done.</summary>
    public const string Commanded = "commanded";

    /// <summary>The gate is in another mode than before, by the host's word or because that mode's time is over: <see cref="GateOrdered"/>. Durable before an arm is freed.</summary>
    public const string Ordered = "ordered";

    /// <summary>Another policy is in force: <see cref="PolicyPutInForce"/>.</summary>
    public const string Policy = "policy";

    /// <summary>What another policy would have decided, as the host had asked: <see cref="PolicyTried"/>.</summary>
    public const string Tried = "tried";

    /// <summary>Somebody of the duty group went on post at this gate, or is on it no more: <see cref="DutyChanged"/>.</summary>
    public const string Duty = "duty";

    /// <summary>A badge was taken for enrolment, as the host had asked, and not judged: <see cref="BadgeEnrolled"/>.</summary>
    public const string Enrolled = "enrolled";

    /// <summary>
    /// Records are not in this journal any more, or cannot be read: <see cref="RecordsLost"/>. It is signed as any record
    /// is, by the next checkpoint, and lets the host's watermark pass what it names.
    /// </summary>
    public const string Loss = "loss";

    /// <summary>Personal values were erased by a rule: <see cref="ValuesErased"/>. Durable before the first of them goes.</summary>
    public const string Erased = "erased";

    /// <summary>Old records that the host holds were removed from the kiosk: <see cref="RecordsRemoved"/>. Durable before the first of them goes.</summary>
    public const string Removed = "removed";
}
