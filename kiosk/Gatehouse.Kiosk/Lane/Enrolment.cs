using Gatehouse.Contract;
using Gatehouse.Hardware.Gate;
using Gatehouse.Kiosk.Journal;

namespace Gatehouse.Kiosk.Lane;

/// <summary>
/// Takes the next badge that is shown at the way in for enrolment, once, instead of judging it: whoever shows it is not let in.
/// Somebody who is under way goes first, and a fire loop that is open ends it.
/// </summary>
internal sealed class Enrolment(LaneWork work, Entrance entrance)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private string? _command;
    private long _since;

    /// <summary>Waits for a badge from now on.</summary>
    public void Begin(string command)
    {
        (_command, _since) = (command, work.Clocks.Lane.GetTimestamp());
        work.Devices.Buzzer.Sound(Tone.Attention);
    }

    /// <summary>Whether a badge that is shown was waited for; then it is taken.</summary>
    public bool Takes(BadgeShown shown)
    {
        if (_command is not { } command || shown.Direction != Direction.In || entrance.State != LaneState.Ready)
        {
            return false;
        }

        _command = null;
        if (work.Devices.Inputs.FireLoopOpen || work.Clocks.Lane.GetElapsedTime(_since) > Patience)
        {
            return false;
        }

        var access = work.Rules.Access;
        var taken = new BadgeEnrolled(command, access.Hash(shown.Read.Badge).Hex, PassageRecords.Word(shown.Read.Technology), access.Revision);
        work.Record(JournalDraft.Of(RecordKind.Enrolled, taken, ContractJson.Default.BadgeEnrolled));
        work.Devices.Buzzer.Sound(Tone.Acknowledge);
        return true;
    }
}
