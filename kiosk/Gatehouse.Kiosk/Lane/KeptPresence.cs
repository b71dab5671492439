using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Kiosk.Journal;

namespace Gatehouse.Kiosk.Lane;

/// <summary>Finds in the journal who went through this gate, and who is on post, before the kiosk started.</summary>
internal static class KeptPresence
{
    /// <summary>For how long somebody counts as being in, at most.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>Reads back as far as it may count. What was written on a clock that could not be trusted says of nobody when they came.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="now">The wall clock's time.</param>
    /// <exception cref="IOException">The journal cannot be read.</exception>
    public static PresenceKept In(JournalReader journal, DateTimeOffset now)
    {
        var passed = new List<ElsewherePassed>();
        var underWay = new Dictionary<string, (string Person, string Direction)>(StringComparer.Ordinal);
        var onPost = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        DateTimeOffset? forgotten = null;
        foreach (var record in RecentRecords.Since(journal, now - Longest))
        {
            switch (record.Kind)
            {
                case RecordKind.Granted when record.Body.Deserialize(ContractJson.Default.PassageDecided) is { Person: { } person } granted:
                    underWay[granted.Passage] = (person, granted.Direction);
                    break;
                case RecordKind.Closed when record.Body.Deserialize(ContractJson.Default.PassageClosed) is { } closed && underWay.Remove(closed.Passage, out var who):
                    if (closed.Outcome == PassageOutcome.Passed)
                    {
                        passed.RemoveAll(before => before.Person == who.Person);
                    }

                    if (closed.Outcome == PassageOutcome.Passed && ClockWatch.IsGood(record.Clock))
                    {
                        passed.Add(new ElsewherePassed(who.Person, who.Direction, record.At));
                    }

                    break;
                case RecordKind.Fault when record.Body.Deserialize(ContractJson.Default.LaneAlarm) is { Device: Surroundings.FireLoop }:
                    passed.Clear();
                    forgotten = ClockWatch.IsGood(record.Clock) ? record.At : forgotten;
                    break;
                case RecordKind.Duty when record.Body.Deserialize(ContractJson.Default.DutyChanged) is { } duty:
                    if (duty.OnPost)
                    {
                        onPost[duty.Person] = record.At;
                    }
                    else
                    {
                        onPost.Remove(duty.Person);
                    }

                    break;
            }
        }

        return new PresenceKept(passed, forgotten, onPost);
    }
}
