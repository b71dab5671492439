using Gatehouse.Contract;
using Gatehouse.Hardware.Gate;

namespace Gatehouse.Kiosk.Lane;

/// <summary>
/// The way out. Leaving is never refused, measured or delayed: the turnstile is energised first and the record
/// follows, whoever holds the badge and whatever the journal does.
/// </summary>
internal sealed class Exit(LaneWork work, Action<LaneEvent> post)
{
    public const string Leaving = "leaving";

    private readonly List<Passage> _open = [];

    public void Badge(BadgeShown shown)
    {
        work.Devices.Turnstile.Release(Direction.Out);
        var passage = work.NewPassage(shown);
        passage.Clock.Pause();
        passage.Person = work.Rules.Access.Owner(passage.Badge);
        passage.Granted = work.Decide(RecordKind.Granted, passage, Leaving);
        work.TrackPassed(passage.Granted);
        _open.Add(passage);
        passage.Within(work.Rules.Times.Pass, work.Clocks.Lane, post);
    }

    /// <summary>True when the turn belonged to an open passage: the one that waits longest.</summary>
    public bool Turned()
    {
        if (_open.Count == 0)
        {
            return false;
        }

        End(_open[0], PassageOutcome.Passed);
        return true;
    }

    public void DeadlinePassed(Passage passage)
    {
        if (_open.Contains(passage))
        {
            End(passage, PassageOutcome.GivenUp);
        }
    }

    private void End(Passage passage, string outcome)
    {
        _open.Remove(passage);
        work.Close(passage, outcome);
    }
}
