using System.Globalization;
using System.Text;
using Gatehouse.Contract;
using Gatehouse.Kiosk.Journal;

namespace Gatehouse.Kiosk.Tests.Journal;

/// <summary>Records for tests to append.</summary>
internal static class Drafts
{
    public static JournalDraft Granted(string passage, string? name = null)
    {
        var personal = name is null ? [] : new[] { Name(name) };
        var body = new PassageDecided
        {
            Passage = passage,
            Direction = "in",
            Reason = "clear",
            Person = "P1",
            Verdict = "clear",
            Readings = 1,
            Roster = "r1",
            Policy = "p1",
            Commitments = personal.Length == 0 ? null : personal.ToDictionary(p => p.Name, p => p.Commitment()),
        };
        return JournalDraft.Of(RecordKind.Granted, body, ContractJson.Default.PassageDecided, personal);
    }

    public static JournalDraft Closed(string passage, long of, string? epoch = null, string outcome = PassageOutcome.Passed) =>
        JournalDraft.Of(
            RecordKind.Closed, new PassageClosed(passage, of, epoch, outcome, 1.5, 600), ContractJson.Default.PassageClosed);

    public static JournalDraft Fault(int number) =>
        JournalDraft.Of(
            RecordKind.Fault,
            new LaneAlarm("thermometer", "noAnswer", number.ToString(CultureInfo.InvariantCulture)),
            ContractJson.Default.LaneAlarm);

    /// <summary>A record whose line has about this many bytes.</summary>
    public static JournalDraft OfLength(int bytes) =>
        JournalDraft.Of(
            RecordKind.Fault, new LaneAlarm("thermometer", "noAnswer", new string('x', bytes)), ContractJson.Default.LaneAlarm);

    private static PersonalField Name(string name) => new()
    {
        Name = "name",
        Salt = Encoding.ASCII.GetBytes("0123456789abcdef"),
        Value = Encoding.UTF8.GetBytes($"\"{name}\""),
    };
}
