using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gatehouse.Contract;

/// <summary>Body of <see cref="RecordKind.Epoch"/>.</summary>
/// <param name="Reason">Why the journal begins anew, in a word: <c>new</c>, <c>damaged</c>, <c>replaced</c>, <c>olderCopy</c>.</param>
/// <param name="PreviousEpoch">The epoch before, when one is known.</param>
/// <param name="PreviousSequence">Its last number of which a sound record is known; with the reason <c>damaged</c> there may have been later ones.</param>
/// <param name="PreviousHash">The hash of that record.</param>
/// <param name="Common">
/// With the reason <c>olderCopy</c> the last number of the epoch before that the host holds alike. The records after it, up
/// to <paramref name="PreviousSequence"/>, contradict those of the host and stay in the kiosk's journal.
/// </param>
public sealed record EpochBegan(string Reason, string? PreviousEpoch, long? PreviousSequence, string? PreviousHash, long? Common = null)
{
    /// <summary>The reason that says that the epoch before could not go on, because something in it is not whole.</summary>
    public const string Damaged = "damaged";

    /// <summary>The reason that says that the host holds what this journal never wrote: an older copy of it was put back, or another one writes under its name.</summary>
    public const string OlderCopy = "olderCopy";
}

/// <summary>Body of <see cref="RecordKind.Loss"/>.</summary>
/// <param name="Reason">Why, in a word: <see cref="Damaged"/> or <see cref="Removed"/>.</param>
/// <param name="Epoch">The epoch, this record's own or another of the kiosk.</param>
/// <param name="From">The first number that is lost.</param>
/// <param name="To">The last one.</param>
/// <param name="Before">The hash of the record before them; null when it is lost as well, or there is none.</param>
/// <param name="After">The hash of the record after them; null when none is known.</param>
public sealed record RecordsLost(string Reason, string Epoch, long From, long To, string? Before, string? After)
{
    /// <summary>The reason that says that their lines cannot be read.</summary>
    public const string Damaged = "damaged";

    /// <summary>The reason that says that they were removed from the journal before the host lacked them.</summary>
    public const string Removed = "removed";
}

/// <summary>Body of <see cref="RecordKind.Started"/>.</summary>
/// <param name="Version">The kiosk's software.</param>
/// <param name="Direction">What the lane lets through: <c>in</c>, <c>out</c> or <c>both</c>.</param>
/// <param name="Roster">Revision of the roster in force.</param>
/// <param name="Policy">Revision of the policy in force.</param>
/// <param name="Calibration">Identity of the calibration in force.</param>
/// <param name="Budget">What else a reading's uncertainty depends on at this gate; null in records of older kiosks.</param>
public sealed record KioskStarted(string Version, string Direction, string Roster, string Policy, string Calibration, MeasuringConditions? Budget = null);

/// <summary>How well the conditions at a gate's thermometer are known: with a calibration and a policy all that readings are recomputed by.</summary>
/// <param name="Variant">The thermometer's variant, three letters.</param>
/// <param name="SupplyVolts">What its supply may be off, V.</param>
/// <param name="Emissivity">What the emissivity of skin may be off.</param>
/// <param name="Reflected">What the temperature of the surroundings may be off, °C.</param>
/// <param name="Unfilled">The part of its view that is no skin.</param>
/// <param name="ForeheadRadius">Half the width of a free forehead, cm.</param>
/// <param name="Drift">What it may have drifted since it was last checked, °C.</param>
public sealed record MeasuringConditions(
    string Variant, double SupplyVolts, double Emissivity, double Reflected, double Unfilled, double ForeheadRadius, double Drift);

/// <summary>Body of <see cref="RecordKind.Granted"/> and <see cref="RecordKind.Refused"/>.</summary>
public sealed record PassageDecided
{
    /// <summary>The passage, a GUID of 32 digits.</summary>
    public required string Passage { get; init; }

    /// <summary>One of <see cref="PassageDirection"/>.</summary>
    public required string Direction { get; init; }

    /// <summary>Why, in a word: <c>clear</c>, <c>leaving</c>, <c>unknownBadge</c>, <c>expired</c>, <c>refer</c> and so on.</summary>
    public required string Reason { get; init; }

    /// <summary>Keyed hash of the badge, 32 lower-case hexadecimal digits; null where no badge was read.</summary>
    public string? Badge { get; init; }

    /// <summary>
    /// How much the badge proves: <c>clearText</c> (Wiegand, OSDP in the clear), <c>uidOnly</c> (a card's identifier),
    /// <c>secureChannel</c> (OSDP), <c>keyboard</c>; null where no badge was read, and in records of older kiosks.
    /// </summary>
    public string? Technology { get; init; }

    /// <summary>The person's number in the roster; null when the badge is unknown.</summary>
    public string? Person { get; init; }

    /// <summary>The person's group.</summary>
    public string? Group { get; init; }

    /// <summary>One of <see cref="PassageVerdict"/>; null when nothing was measured.</summary>
    public string? Verdict { get; init; }

    /// <summary>How many readings were taken, the remeasurements and those that said nothing among them.</summary>
    public int Readings { get; init; }

    /// <summary>Why a reading was not measurable, in a word; null otherwise.</summary>
    public string? NotMeasurable { get; init; }

    /// <summary>One of <see cref="PassageMode"/>; null where nobody is measured, and in records of older kiosks.</summary>
    public string? Mode { get; init; }

    /// <summary>The re-check ticket that was given or brought, a GUID of 32 digits; null when there was none.</summary>
    public string? Ticket { get; init; }

    /// <summary>When the person of the ticket came first.</summary>
    public DateTimeOffset? ClockIn { get; init; }

    /// <summary>From when on the person of the ticket is looked at again.</summary>
    public DateTimeOffset? RecheckFrom { get; init; }

    /// <summary>Revision of the roster by which it was decided.</summary>
    public required string Roster { get; init; }

    /// <summary>Revision of the policy by which it was decided.</summary>
    public required string Policy { get; init; }

    /// <summary>Identity of the calibration in force; null when nothing was measured.</summary>
    public string? Calibration { get; init; }

    /// <summary>True when somebody passed before this whose record could not be made durable: at the entrance because the policy says so, at the exit always.</summary>
    public bool? Unrecorded { get; init; }

    /// <summary>True when somebody was admitted who is in already, as far as the gate knows.</summary>
    public bool? Passback { get; init; }

    /// <summary>Per personal field the commitment to its value: <see cref="PersonalField.Commitment"/>.</summary>
    public IReadOnlyDictionary<string, string>? Commitments { get; init; }
}

/// <summary>Body of <see cref="RecordKind.Closed"/>.</summary>
/// <param name="Passage">The passage it closes.</param>
/// <param name="Of">The number of its decision in <paramref name="Epoch"/>.</param>
/// <param name="Epoch">The epoch of that decision; null where it is this record's own.</param>
/// <param name="Outcome">One of <see cref="PassageOutcome"/>.</param>
/// <param name="WorkMilliseconds">The kiosk's own work from last badge bit to turnstile energised, without waits for people and physics.</param>
/// <param name="WaitMilliseconds">Those waits: end of the badge's frame, approach, settling of the thermometer.</param>
public sealed record PassageClosed(
    string Passage, long Of, string? Epoch, string Outcome, double? WorkMilliseconds, double? WaitMilliseconds);

/// <summary>Which way a passage goes. There are no others in this version of the contract.</summary>
public static class PassageDirection
{
    /// <summary>Entering.</summary>
    public const string In = "in";

    /// <summary>Leaving.</summary>
    public const string Out = "out";

    /// <summary>Whether a word is one of these.</summary>
    public static bool IsKnown(string word) => word is In or Out;
}

/// <summary>What a screening says. There are no others in this version of the contract.</summary>
public static class PassageVerdict
{
    /// <summary>Below the limit by more than the guard band.</summary>
    public const string Clear = "clear";

    /// <summary>To be measured once more.</summary>
    public const string Remeasure = "remeasure";

    /// <summary>To be seen by a person who measures by another method.</summary>
    public const string Refer = "refer";

    /// <summary>The reading says nothing about the person.</summary>
    public const string NotMeasurable = "notMeasurable";

    /// <summary>Whether a word is one of these.</summary>
    public static bool IsKnown(string word) => word is Clear or Remeasure or Refer or NotMeasurable;
}

/// <summary>What a gate does with a verdict. There are no others in this version of the contract.</summary>
public static class PassageMode
{
    /// <summary>Who is not clear is sent to the guard.</summary>
    public const string Deny = "deny";

    /// <summary>Who is not clear passes and is flagged.</summary>
    public const string Flag = "flag";

    /// <summary>Everybody is measured and passes.</summary>
    public const string Measure = "measure";

    /// <summary>Nobody is measured: everybody who enters is sent to the guard.</summary>
    public const string Guard = "guard";
}

/// <summary>How a granted passage ended. There are no other ways in this version of the contract.</summary>
public static class PassageOutcome
{
    /// <summary>The arm turned.</summary>
    public const string Passed = "passed";

    /// <summary>Nobody went through in time.</summary>
    public const string GivenUp = "givenUp";

    /// <summary>The turnstile was never energised, because the record was not durable in time.</summary>
    public const string NotReleased = "notReleased";

    /// <summary>The kiosk stopped between grant and outcome.</summary>
    public const string Unknown = "unknown";

    /// <summary>Whether a word is one of these.</summary>
    public static bool IsKnown(string word) => word is Passed or GivenUp or NotReleased or Unknown;
}

/// <summary>Body of <see cref="RecordKind.Forced"/>, <see cref="RecordKind.Fault"/> and <see cref="RecordKind.Cleared"/>.</summary>
/// <param name="Device">Which device: <c>turnstile</c>, <c>thermometer</c>, <c>reader</c> and so on.</param>
/// <param name="Reason">What, in a word.</param>
/// <param name="Detail">A sentence for the technician; it names nobody.</param>
/// <param name="Commitments">Per personal field, <c>by</c> where somebody said so, the commitment to its value.</param>
public sealed record LaneAlarm(string Device, string Reason, string? Detail, IReadOnlyDictionary<string, string>? Commitments = null);

/// <summary>Body of <see cref="RecordKind.Calibrated"/>.</summary>
/// <param name="Calibration">Identity of the calibration that is in force from this record on.</param>
/// <param name="Before">Identity of the one before.</param>
/// <param name="RollsBackTo">Identity of the earlier one whose correction is in force again; null when it was measured.</param>
/// <param name="Thermometer">The thermometer's own identity, 16 hexadecimal digits.</param>
/// <param name="Gain">What its readings are multiplied by about 36 °C; null where nothing is corrected.</param>
/// <param name="Offset">°C that are added at 36 °C.</param>
/// <param name="Uncertainty">Standard uncertainty of the corrected readings, °C.</param>
/// <param name="Reference">Serial number of the reference.</param>
/// <param name="Due">When it is to be done again.</param>
/// <param name="Commitments">Per personal field the commitment to its value: <c>by</c>, who accepted it, and <c>reason</c>, why in their words.</param>
public sealed record CalibrationChanged(
    string Calibration,
    string Before,
    string? RollsBackTo,
    string Thermometer,
    double? Gain,
    double? Offset,
    double? Uncertainty,
    string? Reference,
    DateOnly? Due,
    IReadOnlyDictionary<string, string>? Commitments);

/// <summary>Body of <see cref="RecordKind.Checked"/>.</summary>
/// <param name="Calibration">Identity of the calibration in force.</param>
/// <param name="At">The reference's temperature, °C.</param>
/// <param name="AsFound">How far off the thermometer was, °C: above zero it read too much.</param>
/// <param name="Result"><c>good</c>, <c>warned</c> or <c>blocked</c>.</param>
/// <param name="Reference">Serial number of the reference.</param>
/// <param name="Commitments">Per personal field, <c>by</c>, who checked, the commitment to its value.</param>
public sealed record DriftChecked(
    string Calibration, double At, double AsFound, string Result, string Reference, IReadOnlyDictionary<string, string>? Commitments);

/// <summary>Body of <see cref="RecordKind.Swept"/>.</summary>
/// <param name="Calibration">Identity of the calibration in force.</param>
/// <param name="From">The reference's first temperature, °C.</param>
/// <param name="To">Its last one, °C.</param>
/// <param name="Points">At how many temperatures.</param>
/// <param name="Slope">How many degrees were shown for one degree: below 1 readings are pulled towards normal.</param>
/// <param name="Residual">The one farthest from nothing: how much too much was read, °C.</param>
/// <param name="Reference">Serial number of the reference.</param>
/// <param name="Commitments">Per personal field, <c>by</c>, who did it, the commitment to its value.</param>
public sealed record LinearitySwept(
    string Calibration, double From, double To, int Points, double Slope, double Residual, string Reference, IReadOnlyDictionary<string, string>? Commitments);

/// <summary>Body of <see cref="RecordKind.SelfTest"/>.</summary>
/// <param name="Passed">Whether all of it was in order; the gate is blind until it is.</param>
/// <param name="Steps">What was tried.</param>
public sealed record SelfTested(bool Passed, IReadOnlyList<SelfTestedStep> Steps);

/// <summary>One device of a self-test.</summary>
/// <param name="Device">The device, or <c>clock</c>.</param>
/// <param name="Problem">What is wrong, in a sentence; null when nothing is.</param>
public sealed record SelfTestedStep(string Device, string? Problem);

/// <summary>Body of <see cref="RecordKind.Erased"/>: of these records these personal values are gone, and must go wherever else they are.</summary>
/// <param name="Epoch">The epoch of the records.</param>
/// <param name="From">The first number.</param>
/// <param name="To">The last number.</param>
/// <param name="Fields">The names of the values.</param>
/// <param name="Records">How many records of the range still had such values.</param>
/// <param name="Before">All of them were written before then.</param>
/// <param name="Days">The rule: how many days such values are kept.</param>
/// <param name="Policy">Revision of the policy that holds the rule.</param>
public sealed record ValuesErased(
    string Epoch, long From, long To, IReadOnlyList<string> Fields, long Records, DateTimeOffset Before, double Days, string Policy);

/// <summary>Body of <see cref="RecordKind.Removed"/>: the kiosk does not hold the first records of an epoch any more.</summary>
/// <param name="Epoch">The epoch.</param>
/// <param name="To">The last number that was removed; all before it are gone, too.</param>
/// <param name="Hash">The hash of that record.</param>
/// <param name="Before">All of them were written before then.</param>
/// <param name="Days">The rule: how many days records are kept once the host holds them.</param>
/// <param name="Policy">Revision of the policy that holds the rule.</param>
public sealed record RecordsRemoved(string Epoch, long To, string Hash, DateTimeOffset Before, double Days, string Policy);

/// <summary>Body of <see cref="RecordKind.Commanded"/>.</summary>
/// <param name="Command">The command's <see cref="KioskCommand.Id"/>.</param>
/// <param name="Do">What was to be done.</param>
/// <param name="By">Who said so.</param>
/// <param name="At">When, by the host's wall clock.</param>
/// <param name="Outcome"><c>taken</c>; or refused as <c>stale</c>, or <c>unknown</c> to this software.</param>
public sealed record CommandTaken(string Command, string Do, string By, DateTimeOffset At, string Outcome)
{
    /// <summary>It is done once this is durable.</summary>
    public const string Taken = "taken";

    /// <summary>It came too late, or from before the kiosk's start, and is not done.</summary>
    public const string Stale = "stale";

    /// <summary>This software does not know what it says.</summary>
    public const string Unknown = "unknown";
}

/// <summary>Body of <see cref="RecordKind.Ordered"/>.</summary>
/// <param name="Mode">One of <see cref="LaneMode"/>, as it is in force from now on.</param>
/// <param name="Lockdown">Whether nobody may enter the site.</param>
/// <param name="Roster">Revision of the roster that says so; the host knows who gave it and why.</param>
/// <param name="Until">When the mode ends; null for never.</param>
public sealed record GateOrdered(string Mode, bool Lockdown, string Roster, DateTimeOffset? Until = null);

/// <summary>Body of <see cref="RecordKind.Policy"/>.</summary>
/// <param name="Policy">Revision of the policy that is in force from this record on.</param>
/// <param name="Before">Revision of the one before.</param>
public sealed record PolicyPutInForce(string Policy, string Before);

/// <summary>Body of <see cref="RecordKind.Tried"/>. It names nobody.</summary>
/// <param name="Command">The <see cref="KioskCommand.Id"/> of the command that asked for it.</param>
/// <param name="Policy">Revision of the policy that was tried.</param>
/// <param name="Since">From when on passages were computed again.</param>
/// <param name="Verdicts">How many there were of each pair of verdicts.</param>
/// <param name="NotComputed">How many could not be computed again, by the reason in a few words; absent where all could.</param>
/// <param name="Problem">Why nothing was computed, in a sentence; null where it was.</param>
public sealed record PolicyTried(
    string Command, string Policy, DateTimeOffset Since, IReadOnlyList<VerdictChange> Verdicts, IReadOnlyDictionary<string, int>? NotComputed = null, string? Problem = null);

/// <summary>Passages whose verdict was one and would be another, or the same.</summary>
/// <param name="Was">One of <see cref="PassageVerdict"/>: the one in the record.</param>
/// <param name="Is">The one that the policy would have given.</param>
/// <param name="Passages">How many.</param>
public sealed record VerdictChange(string Was, string Is, int Passages);

/// <summary>Body of <see cref="RecordKind.Duty"/>.</summary>
/// <param name="Person">The person's number in the roster.</param>
/// <param name="OnPost">Whether they are on post from now on.</param>
/// <param name="Reason">Why, in a word: <c>badge</c>, <c>left</c>, <c>time</c>, or <c>roster</c> where that says that they may not enter any more.</param>
public sealed record DutyChanged(string Person, bool OnPost, string Reason);

/// <summary>Body of <see cref="RecordKind.Enrolled"/>.</summary>
/// <param name="Command">The <see cref="KioskCommand.Id"/> of the command that asked for it.</param>
/// <param name="Badge">Keyed hash of the badge, as in <see cref="PassageDecided.Badge"/>.</param>
/// <param name="Technology">How much the badge proves, as in <see cref="PassageDecided.Technology"/>.</param>
/// <param name="Roster">Revision of the roster under whose key it was hashed.</param>
public sealed record BadgeEnrolled(string Command, string Badge, string Technology, string Roster);

/// <summary>Reads and writes the contract's messages without reflection: camel case, absent rather than null.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    AllowDuplicateProperties = false,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(DayNames)],
    NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(EpochBegan))]
[JsonSerializable(typeof(KioskStarted))]
[JsonSerializable(typeof(PassageDecided))]
[JsonSerializable(typeof(PassageClosed))]
[JsonSerializable(typeof(LaneAlarm))]
[JsonSerializable(typeof(CalibrationChanged))]
[JsonSerializable(typeof(DriftChecked))]
[JsonSerializable(typeof(LinearitySwept))]
[JsonSerializable(typeof(SelfTested))]
[JsonSerializable(typeof(RecordsLost))]
[JsonSerializable(typeof(ValuesErased))]
[JsonSerializable(typeof(RecordsRemoved))]
[JsonSerializable(typeof(IngestAnswer))]
[JsonSerializable(typeof(HeldRecord))]
[JsonSerializable(typeof(Checkpoint))]
[JsonSerializable(typeof(Countersignature))]
[JsonSerializable(typeof(CheckpointAnswer))]
[JsonSerializable(typeof(KioskCredential))]
[JsonSerializable(typeof(HostAuthority))]
[JsonSerializable(typeof(PairingRequest))]
[JsonSerializable(typeof(RenewalRequest))]
[JsonSerializable(typeof(IssuedCertificate))]
[JsonSerializable(typeof(CommandTaken))]
[JsonSerializable(typeof(GateOrdered))]
[JsonSerializable(typeof(DutyChanged))]
[JsonSerializable(typeof(BadgeEnrolled))]
[JsonSerializable(typeof(PolicyPutInForce))]
[JsonSerializable(typeof(PolicyTried))]
[JsonSerializable(typeof(PolicyPlan))]
[JsonSerializable(typeof(RosterUpdate))]
[JsonSerializable(typeof(HostNews))]
[JsonSerializable(typeof(JsonElement))]
public sealed partial class ContractJson : JsonSerializerContext;
