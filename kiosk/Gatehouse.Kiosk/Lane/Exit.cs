using Gatehouse.Hardware.Gate;

namespace Gatehouse.Kiosk.Lane;

/// <summary>
/// The way out. Leaving is never refused, measured or delayed: the turnstile is energised first and the record
/// follows, whoever holds the badge or presses the button and whatever the journal does.
/// </summary>
internal sealed class Exit(LaneWork work, DeviceHealth health, Action<Passage> left, Action<LaneEvent> post) : IDisposable
{
    public const string Leaving = "leaving";
    public const string ExitButton = "exitButton";

    private readonly FreedPassages _open = new(work, left, post);
    private ITimer? _held;
    private long _heldSince;

    public void Badge(BadgeShown shown)
    {
        work.Devices.Turnstile.Release(Direction.Out);
        _open.Begin(work.NewPassage(shown), Leaving);
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
        _open.Begin(work.NewPassage(Direction.Out), ExitButton);
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
        if (_open.IsEmpty && (_held is not null || work.Devices.Inputs.FireLoopOpen))
        {
            _open.Begin(work.NewPassage(Direction.Out), _held is not null ? ExitButton : Entrance.FireLoopOpen);
        }

        if (!_open.Turned())
        {
            return false;
        }

        if (_held is not null)
        {
            // A release that lasts until somebody has passed is over now, and the button is still pressed.
            work.Devices.Turnstile.Release(Direction.Out);
        }

        return true;
    }

    public void DeadlinePassed(Passage passage) => _open.DeadlinePassed(passage);

    public void Dispose() => _held?.Dispose();
}
