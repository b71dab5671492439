using System.Text.Json;
using Gatehouse.Contract;

namespace Gatehouse.Host.Ingest;

/// <summary>Reads of a record what the list of entries needs; kinds that it does not know say nothing to it.</summary>
internal static class RecordMeaning
{
    // A sentence for people.
    private const int MostSaid = 1000;

    /// <summary>False when the body is not that of its kind.</summary>
    public static bool TryRead(JournalRecord record, out PassageDecided? decision, out PassageClosed? closing)
    {
        decision = null;
        closing = null;
        try
        {
            switch (record.Kind)
            {
                case RecordKind.Granted or RecordKind.Refused:
                    decision = record.Body.Deserialize(ContractJson.Default.PassageDecided);
                    return decision is not null && IsPassage(decision.Passage)
                        && PassageDirection.IsKnown(decision.Direction) && IsWord(decision.Reason)
                        && (decision.Verdict is null || PassageVerdict.IsKnown(decision.Verdict))
                        && IsName(decision.Person) && IsName(decision.Group)
                        && decision.Readings is >= 0 and <= RecordLimits.MaxReadings;
                case RecordKind.Closed:
                    closing = record.Body.Deserialize(ContractJson.Default.PassageClosed);
                    return closing is not null && IsPassage(closing.Passage) && IsEarlier(closing, record)
                        && PassageOutcome.IsKnown(closing.Outcome) && IsTime(closing.WorkMilliseconds) && IsTime(closing.WaitMilliseconds);
                case RecordKind.Epoch:
                    return record.Body.Deserialize(ContractJson.Default.EpochBegan) is { } began && IsWord(began.Reason) && IsLink(began, record.Epoch);
                case RecordKind.Loss:
                    return record.Body.Deserialize(ContractJson.Default.RecordsLost) is { } lost && IsWord(lost.Reason) && IsLoss(lost, record);
                case RecordKind.Erased:
                    return record.Body.Deserialize(ContractJson.Default.ValuesErased) is { } erased && IsErasure(erased);
                case RecordKind.Commanded:
                    return record.Body.Deserialize(ContractJson.Default.CommandTaken) is { } taken && IsWord(taken.Command) && IsWord(taken.Outcome);
                case RecordKind.Forced or RecordKind.Fault or RecordKind.Cleared:
                    return record.Body.Deserialize(ContractJson.Default.LaneAlarm) is { } alarm && IsDevice(alarm.Device) && IsWord(alarm.Reason);
                case RecordKind.Checked:
                    return record.Body.Deserialize(ContractJson.Default.DriftChecked) is { } check && IsWord(check.Calibration) && IsWord(check.Result) && double.IsFinite(check.AsFound) && double.IsFinite(check.At);
                case RecordKind.Calibrated:
                    return record.Body.Deserialize(ContractJson.Default.CalibrationChanged) is not null;
                case RecordKind.Ordered:
                    return record.Body.Deserialize(ContractJson.Default.GateOrdered) is { } ordered && IsWord(ordered.Mode);
                case RecordKind.Enrolled:
                    return record.Body.Deserialize(ContractJson.Default.BadgeEnrolled) is { } enrolled
                        && IsWord(enrolled.Command) && IsWord(enrolled.Technology) && enrolled.Badge is { } badge && BadgeHash.IsHash(badge) && enrolled.Roster is not null;
                case RecordKind.Policy:
                    return record.Body.Deserialize(ContractJson.Default.PolicyPutInForce) is { Policy: { } policy, Before: { } policyBefore } && IsName(policy) && IsName(policyBefore);
                case RecordKind.Tried:
                    return record.Body.Deserialize(ContractJson.Default.PolicyTried) is { } tried && IsTrial(tried);
                case RecordKind.Removed:
                    return record.Body.Deserialize(ContractJson.Default.RecordsRemoved) is { } removed
                        && removed.Epoch is { } gone && EpochName.IsValid(gone) && removed.To is >= 1 and <= RecordLimits.MaxSequence && RecordHash.TryParse(removed.Hash, out _);
                default:
                    return true;
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>The person's name, when the personal values hold one.</summary>
    /// <returns>False when it is longer than a name may be.</returns>
    public static bool TryName(PersonalValues? values, out string? name)
    {
        name = Name(values);
        return IsName(name);
    }

    private static string? Name(PersonalValues? values)
    {
        foreach (var field in values?.Fields ?? [])
        {
            if (field.Name == "name")
            {
                return Text(field.Value);
            }
        }

        return null;
    }

    private static string? Text(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var value = JsonDocument.Parse(json);
            return value.RootElement.ValueKind == JsonValueKind.String ? value.RootElement.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Not Unicode: the line stays as it came, and nobody can be shown such a name.
            return null;
        }
    }

    private static bool IsWord(string? text) => text is { Length: <= RecordLimits.MaxWord };

    // The empty word stands for a kiosk's start.
    private static bool IsDevice(string? text) => text is { Length: > 0 and <= RecordLimits.MaxWord };

    private static bool IsName(string? text) => text is null or { Length: <= RecordLimits.MaxName };

    // A number too large for a double is read as infinity.
    private static bool IsTime(double? milliseconds) =>
        milliseconds is null or (>= -RecordLimits.MaxMilliseconds and <= RecordLimits.MaxMilliseconds);

    /// <summary>An epoch, a number of it and that record's hash, or none of them.</summary>
    private static bool IsLink(EpochBegan began, string epoch) =>
        began is { PreviousEpoch: null, PreviousSequence: null, PreviousHash: null, Common: null }
        || (began is { PreviousEpoch: { } before, PreviousSequence: >= 0 and <= RecordLimits.MaxSequence }
            && EpochName.IsValid(before) && before != epoch && RecordHash.TryParse(began.PreviousHash, out _)
            && (began.Common is null || (began.Common >= 0 && began.Common <= began.PreviousSequence)));

    /// <summary>Records of the kiosk that can have been written before this one.</summary>
    private static bool IsLoss(RecordsLost lost, JournalRecord record) =>
        lost.Epoch is not null && EpochName.IsValid(lost.Epoch) && lost.From >= 1 && lost.From <= lost.To && lost.To <= RecordLimits.MaxSequence
        && (lost.Epoch != record.Epoch || lost.To < record.Sequence)
        && (lost.Before is null || RecordHash.TryParse(lost.Before, out _)) && (lost.After is null || RecordHash.TryParse(lost.After, out _));

    private static bool IsErasure(ValuesErased erased) =>
        erased.Epoch is { } epoch && EpochName.IsValid(epoch) && erased.From >= 1 && erased.From <= erased.To && erased.To <= RecordLimits.MaxSequence
        && erased.Fields is { Count: > 0 and <= RecordLimits.MaxWord } fields && fields.All(IsWord);

    private static bool IsTrial(PolicyTried tried) =>
        IsWord(tried.Command) && tried.Policy is not null && IsName(tried.Policy) && tried.Problem is null or { Length: <= MostSaid }
        && tried.Verdicts is { Count: <= RecordLimits.MaxWord } verdicts && verdicts.All(v => v is { Passages: >= 0 } && PassageVerdict.IsKnown(v.Was) && PassageVerdict.IsKnown(v.Is))
        && (tried.NotComputed is null or { Count: <= RecordLimits.MaxWord } && tried.NotComputed?.All(n => n.Key.Length <= MostSaid && n.Value >= 0) != false);

    /// <summary>Whether what it closes can have been decided before it.</summary>
    private static bool IsEarlier(PassageClosed closing, JournalRecord record) =>
        closing.Of >= 1
        && (closing.Epoch is not { } other || other == record.Epoch
            ? closing.Of < record.Sequence
            : EpochName.IsValid(other) && closing.Of <= RecordLimits.MaxSequence);

    private static bool IsPassage(string? text) => Guid.TryParseExact(text, "N", out _);
}
