using Gatehouse.Hardware.Gate;

namespace Gatehouse.Kiosk.Lane;

/// <summary>What the gate's contacts say around the lane, each journalled when it begins and when it is over.</summary>
internal sealed class Surroundings(DeviceHealth health)
{
    /// <summary>The fire loop, as alarms name it.</summary>
    public const string FireLoop = "fireLoop";

    /// <summary>The other door of the interlock is open.</summary>
    public const string Interlock = "interlock";

    private bool _isReady = true;
    private bool _isInterlocked;

    /// <summary>Why nobody may be let in, in a word; null when somebody may.</summary>
    public string? Refusal => !_isReady ? Entrance.TurnstileNotReady : _isInterlocked ? Interlock : null;

    /// <summary>Whether the arm may be released to let somebody in.</summary>
    public bool MayRelease => Refusal is null;

    public void Take(GateInputChange change)
    {
        if (change.Input == GateInput.NotReady)
        {
            _isReady = !change.Active;
        }

        if (change.Input == GateInput.OtherDoor)
        {
            // It opens for everybody who goes through it: whom it keeps waiting says the decision.
            _isInterlocked = change.Active;
            return;
        }

        var (device, reason, detail) = Say(change.Input);
        if (change.Active)
        {
            health.Failed(device, reason, detail);
        }
        else
        {
            health.Works(device);
        }
    }

    private static (string Device, string Reason, string Detail) Say(GateInput input) => input switch
    {
        GateInput.FireLoop => (FireLoop, "open", "The fire loop is open: the turnstile is free, and nothing is locked until it closes."),
        GateInput.Housing => ("housing", "open", "The housing is open: somebody is at the wires, or its contact is loose."),
        GateInput.Mains => ("mains", "failed", "The mains have failed: the gate lives on its battery."),
        _ => ("turnstile", "notReady", "The turnstile says that it is not ready: look for an alarm or a key switch on it, and at the wire of its ready contact."),
    };
}
