using Gatehouse.Contract;

namespace Gatehouse.Kiosk.Lane;

/// <summary>
/// Passages through an arm that is released already: each is recorded as it begins, the record is waited for by nobody, and a
/// turn belongs to the one that waits longest.
/// </summary>
/// <param name="work">The lane.</param>
/// <param name="passed">Told who has passed.</param>
/// <param name="post">Takes the deadlines.</param>
internal sealed class FreedPassages(LaneWork work, Action<Passage> passed, Action<LaneEvent> post)
{
    private readonly List<Passage> _open = [];

    public bool IsEmpty => _open.Count == 0;

    /// <summary>Whether somebody with this badge is under way.</summary>
    public bool IsUnderWay(BadgeHash? badge) => badge is not null && _open.Exists(passage => passage.Badge == badge);

    public void Begin(Passage passage, string reason)
    {
        passage.Clock.Pause();
        passage.Person = work.Rules.Access.Owner(passage.Badge);
        passage.Reason = reason;
        passage.Granted = work.Decide(RecordKind.Granted, passage, reason);
        work.TrackPassed(passage.Granted);
        _open.Add(passage);
        passage.Within(work.Rules.Times.Pass, work.Clocks.Lane, post);
    }

    /// <summary>False when nobody is under way.</summary>
    public bool Turned()
    {
        if (IsEmpty)
        {
            return false;
        }

        var first = _open[0];
        End(first, PassageOutcome.Passed);
        passed(first);
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
