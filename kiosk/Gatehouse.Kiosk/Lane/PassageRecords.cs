using Gatehouse.Contract;
using Gatehouse.Hardware.Badges;
using Gatehouse.Hardware.Gate;
using Gatehouse.Kiosk.Journal;
using Gatehouse.Kiosk.Screening;

namespace Gatehouse.Kiosk.Lane;

/// <summary>Puts passages into records.</summary>
internal static class PassageRecords
{
    public static JournalDraft Decision(string kind, Passage passage, string reason, LaneRules rules, bool afterUnrecorded)
    {
        var personal = PersonalOf(passage);
        var body = new PassageDecided
        {
            Passage = passage.Id,
            Direction = Word(passage.Direction),
            Reason = reason,
            Badge = passage.Badge?.Hex,
            Technology = passage.Technology is { } technology ? Word(technology) : null,
            Person = passage.Person?.Number,
            Group = passage.Person?.Group,
            Verdict = passage.Verdict is { } verdict ? Word(verdict) : null,
            Readings = passage.Readings.Count,
            NotMeasurable = passage.Verdict == Verdict.NotMeasurable ? passage.NotMeasurable : null,
            Mode = passage.Mode is { } mode ? Word(mode) : null,
            Ticket = passage.Ticket?.Id,
            ClockIn = passage.Ticket?.ClockIn,
            RecheckFrom = kind == RecordKind.Refused ? passage.Ticket?.From : null,
            Roster = rules.Access.Revision,
            Policy = rules.Policy.Revision,
            Calibration = passage.Readings.Count > 0 ? rules.Instrument.Calibration.Id : null,
            Unrecorded = afterUnrecorded ? true : null,
            Passback = passage.IsPassback && kind == RecordKind.Granted ? true : null,
            Commitments = Personal.Commitments(personal),
        };
        return JournalDraft.Of(kind, body, ContractJson.Default.PassageDecided, personal);
    }

    public static JournalDraft Closing(Passage passage, JournalEntry granted, string outcome)
    {
        var body = new PassageClosed(
            passage.Id,
            granted.Sequence,
            // Another epoch may begin before this is written.
            granted.Epoch,
            outcome,
            Milliseconds(passage.Clock.Work),
            Milliseconds(passage.Clock.Wait));
        return JournalDraft.Of(RecordKind.Closed, body, ContractJson.Default.PassageClosed);
    }

    public static JournalDraft Closing(OpenPassage left, string epoch) =>
        JournalDraft.Of(
            RecordKind.Closed,
            new PassageClosed(left.Passage, left.Sequence, left.Epoch == epoch ? null : left.Epoch, PassageOutcome.Unknown, null, null),
            ContractJson.Default.PassageClosed);

    /// <summary>Something is wrong with a device, or right again.</summary>
    /// <param name="kind">The record's kind.</param>
    /// <param name="device">Which device.</param>
    /// <param name="reason">What, in a word.</param>
    /// <param name="detail">A sentence that names nobody.</param>
    /// <param name="personal">Who said so, where somebody did.</param>
    public static JournalDraft Alarm(string kind, string device, string reason, string? detail, params IReadOnlyList<PersonalField> personal) =>
        JournalDraft.Of(kind, new LaneAlarm(device, reason, detail, Personal.Commitments(personal)), ContractJson.Default.LaneAlarm, personal);

    public static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Clear => PassageVerdict.Clear,
        Verdict.Remeasure => PassageVerdict.Remeasure,
        Verdict.Refer => PassageVerdict.Refer,
        _ => PassageVerdict.NotMeasurable,
    };

    public static string Word(GateMode mode) => mode switch
    {
        GateMode.Flag => PassageMode.Flag,
        GateMode.Measure => PassageMode.Measure,
        GateMode.Guard => PassageMode.Guard,
        _ => PassageMode.Deny,
    };

    public static string Word(CredentialTechnology technology) => technology switch
    {
        CredentialTechnology.UidOnly => "uidOnly",
        CredentialTechnology.SecureChannel => "secureChannel",
        CredentialTechnology.Keyboard => "keyboard",
        _ => "clearText",
    };

    public static string Word(Direction direction) => direction == Direction.In ? PassageDirection.In : PassageDirection.Out;

    private static double Milliseconds(TimeSpan time) => Math.Round(time.TotalMilliseconds, 3);

    private static List<PersonalField> PersonalOf(Passage passage)
    {
        var fields = new List<PersonalField>();
        // A gate that need not know somebody's name has the number in its place.
        if (passage.Person is { } person && person.Name != person.Number)
        {
            fields.Add(Personal.Of("name", person.Name));
        }

        if (passage.Readings.Count > 0)
        {
            fields.Add(Personal.Of(PersonalReadings.Name, json => PersonalReadings.Write(json, passage.Readings)));
        }

        return fields;
    }
}
