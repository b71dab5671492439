using System.Globalization;
using Gatehouse.Contract;
using Gatehouse.Kiosk.Journal;

namespace Gatehouse.Torture;

/// <summary>Records to append.</summary>
internal static class Drafts
{
    public static JournalDraft Fault(int number) => JournalDraft.Of(
        RecordKind.Fault, new LaneAlarm("thermometer", "noAnswer", string.Create(CultureInfo.InvariantCulture, $"number {number}")), ContractJson.Default.LaneAlarm);

    public static JournalDraft Closed(int number, JournalEntry granted) => JournalDraft.Of(
        RecordKind.Closed,
        new PassageClosed(string.Create(CultureInfo.InvariantCulture, $"{number:x32}"), granted.Sequence, granted.Epoch, PassageOutcome.Passed, 1.5, 600),
        ContractJson.Default.PassageClosed);

    public static JournalDraft Granted(int number)
    {
        var fields = new[] { Field("name", "\"王芳\""u8), Field("readings", "[{\"skin\":35.1}]"u8) };
        var decided = new PassageDecided
        {
            Passage = string.Create(CultureInfo.InvariantCulture, $"{number:x32}"),
            Direction = PassageDirection.In,
            Reason = "clear",
            Roster = "r1",
            Policy = "p1",
            Commitments = fields.ToDictionary(field => field.Name, field => field.Commitment()),
        };
        return JournalDraft.Of(RecordKind.Granted, decided, ContractJson.Default.PassageDecided, fields);
    }

    private static PersonalField Field(string name, ReadOnlySpan<byte> value) =>
        new() { Name = name, Salt = new byte[PersonalField.SaltLength], Value = value.ToArray() };
}
