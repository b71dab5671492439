namespace Gatehouse.Host.Alarms;

/// <summary>What an alarm says.</summary>
internal static class AlarmKind
{
    /// <summary>Another record was offered under a number that is held, or one that does not fit its neighbours.</summary>
    public const string Contradiction = "contradiction";

    /// <summary>A signed checkpoint names another record than the one held.</summary>
    public const string Checkpoint = "checkpoint";

    /// <summary>An older copy of the journal was put back: the kiosk says which records contradict those held.</summary>
    public const string OlderCopy = "olderCopy";

    /// <summary>An epoch goes on after a later one has named its end, or two name it: two kiosks write under one name.</summary>
    public const string TwoKiosks = "twoKiosks";

    /// <summary>Records were lost at the gate; the watermark has passed them.</summary>
    public const string Loss = "loss";

    /// <summary>A join token was shown that nobody made, or made for another kiosk.</summary>
    public const string UnknownToken = "unknownToken";

    /// <summary>A join token was shown again, by somebody else than who used it.</summary>
    public const string UsedToken = "usedToken";

    /// <summary>The arm turned without a grant.</summary>
    public const string Forced = "forced";

    /// <summary>The arm turned again for somebody who followed close behind.</summary>
    public const string Tailgating = "tailgating";

    /// <summary>The way out is held free: the exit button stays pressed.</summary>
    public const string Held = "held";

    /// <summary>The fire loop is open.</summary>
    public const string Fire = "fire";

    /// <summary>A housing is open, or a reader's line is not the secured one any more.</summary>
    public const string Tamper = "tamper";

    /// <summary>A reader does not answer, or not as it must.</summary>
    public const string ReaderLost = "readerLost";

    /// <summary>The thermometer does not answer, or is not the one that was commissioned.</summary>
    public const string Thermometer = "thermometer";

    /// <summary>The thermometer is not to be believed: a check blocked it, or something was done that its calibration does not survive.</summary>
    public const string OutOfTolerance = "outOfTolerance";

    /// <summary>A check found the thermometer off, and not yet too far.</summary>
    public const string Drifting = "drifting";

    /// <summary>The thermometer's calibration is due.</summary>
    public const string CalibrationDue = "calibrationDue";

    /// <summary>The check against a reference is overdue.</summary>
    public const string CheckDue = "checkDue";

    /// <summary>Nothing was heard of the kiosk: what else is known of it is old.</summary>
    public const string Silent = "silent";

    /// <summary>The kiosk's wall clock cannot be trusted.</summary>
    public const string ClockUntrusted = "clockUntrusted";

    /// <summary>The kiosk's disk fills.</summary>
    public const string DiskFilling = "diskFilling";

    /// <summary>The kiosk's disk is nearly full.</summary>
    public const string DiskFull = "diskFull";

    /// <summary>The journal could not take records.</summary>
    public const string NotRecorded = "notRecorded";

    /// <summary>The mains have failed at the gate.</summary>
    public const string Power = "power";

    /// <summary>The turnstile says that it is not ready.</summary>
    public const string Turnstile = "turnstile";

    /// <summary>Another device of the gate fails, or its self-test did.</summary>
    public const string Device = "device";

    /// <summary>Records are missing, and do not come.</summary>
    public const string Gaps = "gaps";

    /// <summary>More records wait at the kiosk than come.</summary>
    public const string QueueGrowing = "queueGrowing";

    /// <summary>A kiosk's certificate, or the host's authority, expires soon.</summary>
    public const string CertificateExpiring = "certificateExpiring";

    /// <summary>What stands for whether the thermometer may be believed, among the devices.</summary>
    public const string Tolerance = "tolerance";

    /// <summary>Whether an alarm of this kind says that another history exists.</summary>
    public static bool Contradicts(string kind) => kind is Contradiction or Checkpoint or OlderCopy or TwoKiosks;

    /// <summary>Whether it says what happened rather than how it is: nothing but somebody's look ends it.</summary>
    public static bool IsEvent(string kind) => kind is Contradiction or Checkpoint or OlderCopy or TwoKiosks or Loss or UnknownToken or UsedToken or Forced or Tailgating;

    /// <summary>How grave it is before anybody has waited too long, a word of <see cref="AlarmSeverity"/>.</summary>
    public static string Severity(string kind) => kind switch
    {
        Fire or Contradiction or Checkpoint or OlderCopy or TwoKiosks => AlarmSeverity.Critical,
        Forced or Tailgating or Held or Tamper or UsedToken or Loss or OutOfTolerance or Silent or DiskFull or NotRecorded => AlarmSeverity.High,
        CalibrationDue or CheckDue or Drifting or Device => AlarmSeverity.Low,
        _ => AlarmSeverity.Medium,
    };

    /// <summary>What a fault of a device is.</summary>
    /// <param name="device">The device, as the kiosk's records call it.</param>
    /// <param name="reason">What is wrong with it, in the kiosk's word.</param>
    public static string Of(string device, string reason) => (device, reason) switch
    {
        ("fireLoop", _) => Fire,
        ("housing", _) or (_, "tampered" or "insecure") => Tamper,
        ("readerIn" or "readerOut", _) => ReaderLost,
        ("exitButton", _) => Held,
        ("thermometer", _) => Thermometer,
        (Tolerance, "warned") => Drifting,
        (Tolerance, _) => OutOfTolerance,
        ("calibration", _) => CalibrationDue,
        ("driftCheck", _) => CheckDue,
        ("clock", _) => ClockUntrusted,
        ("disk", "diskNearlyFull") => DiskFull,
        ("disk", _) => DiskFilling,
        ("journal", _) => NotRecorded,
        ("mains", _) => Power,
        ("turnstile", _) => Turnstile,
        _ => Device,
    };
}
