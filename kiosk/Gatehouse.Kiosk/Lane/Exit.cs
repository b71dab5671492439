using Gatehouse.Contract;
using Gatehouse.Hardware.Gate;

namespace Gatehouse.Kiosk.Lane;

/// <summary>
/// The way out. Leaving is never refused, measured or delayed: the turnstile is energised first and the record
/// follows, whoever holds the badge or presses the button and whatever the journal does.
/// </summary>
internal sealed class Exit(LaneWork work, DeviceHealth health, Action<LaneEvent> post) : IDisposable
{
    public const string Leaving = "leaving";
    public const string ExitButton = "exitButton";

    private readonly List<Passage> _open = [];
    private ITimer? _held;
    private long _heldSince;

    public void Badge(BadgeShown shown)
    {
        work.Devices.Turnstile.Release(Direction.Out);
        LetOut(work.NewPassage(shown), Leaving);
    }

    /// <summary>The button frees the way at once and for as long as it is pressed.</summary>
    public void Button(bool pressed)
    {
        _held?.Dispose();
        _held = null;
        if (!pressed)
        {
            health.Works(ExitButton);
            return;
        }

        work.Devices.Turnstile.Release(Direction.Out);
        var period = work.Rules.Times.HoldFree;
        _heldSince = work.Clocks.Lane.GetTimestamp();
        _held = work.Clocks.Lane.CreateTimer(_ => post(new ButtonHeld()), null, period, period);
        LetOut(work.NewPassage(Direction.Out), ExitButton);
    }

    public void ButtonHeld()
    {
        if (_held is null)
        {
            return;
        }

        work.Devices.Turnstile.Release(Direction.Out);
        if (work.Clocks.Lane.GetElapsedTime(_heldSince) >= work.Rules.Times.Pass)
        {
            health.Failed(ExitButton, "held", "The exit button stays pressed, or its wire is cut: the way out is held free.");
        }
    }

    /// <summary>True when the turn belonged to an open passage, the one that waits longest, or the way was held free or freed by the fire loop.</summary>
    public bool Turned()
    {
        if (_open.Count == 0 && (_held is not null || work.Devices.Inputs.FireLoopOpen))
        {
            LetOut(work.NewPassage(Direction.Out), _held is not null ? ExitButton : Entrance.FireLoopOpen);
        }

        if (_open.Count == 0)
        {
            return false;
        }

        End(_open[0], PassageOutcome.Passed);
        if (_held is not null)
        {
            // A release that lasts until somebody has passed is over now, and the button is still pressed.
            work.Devices.Turnstile.Release(Direction.Out);
        }

        return true;
    }

    public void DeadlinePassed(Passage passage)
    {
        if (_open.Contains(passage))
        {
            End(passage, PassageOutcome.GivenUp);
        }
    }

    public void Dispose() => _held?.Dispose();

    private void LetOut(Passage passage, string reason)
    {
        passage.Clock.Pause();
        passage.Person = work.Rules.Access.Owner(passage.Badge);
        passage.Granted = work.Decide(RecordKind.Granted, passage, reason);
        work.TrackPassed(passage.Granted);
        _open.Add(passage);
        passage.Within(work.Rules.Times.Pass, work.Clocks.Lane, post);
    }

    private void End(Passage passage, string outcome)
    {
        _open.Remove(passage);
        work.Close(passage, outcome);
    }
}
