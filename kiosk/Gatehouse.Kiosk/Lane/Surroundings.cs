using Gatehouse.Hardware.Gate;

namespace Gatehouse.Kiosk.Lane;

/// <summary>What the gate's contacts say around the lane, each journalled when it begins and when it is over.</summary>
internal sealed class Surroundings(DeviceHealth health)
{
    /// <summary>False while the turnstile says that it is not ready.</summary>
    public bool TurnstileReady { get; private set; } = true;

    public void Take(GateInputChange change)
    {
        if (change.Input == GateInput.NotReady)
        {
            TurnstileReady = !change.Active;
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
        GateInput.FireLoop => ("fireLoop", "open", "The fire loop is open: the turnstile is free, and nothing is locked until it closes."),
        GateInput.Housing => ("housing", "open", "The housing is open: somebody is at the wires, or its contact is loose."),
        GateInput.Mains => ("mains", "failed", "The mains have failed: the gate lives on its battery."),
        _ => ("turnstile", "notReady", "The turnstile says that it is not ready: look for an alarm or a key switch on it, and at the wire of its ready contact."),
    };
}
