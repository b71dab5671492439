namespace Gatehouse.Hardware.Gate;

/// <summary>A contact of a gate that software observes.</summary>
public enum GateInput
{
    /// <summary>A copy of the fire loop; active while it is open. The loop itself goes from the fire panel straight to the turnstile.</summary>
    FireLoop,

    /// <summary>The cabinet; active while it is open.</summary>
    Housing,

    /// <summary>The mains; active while they have failed and the gate lives on its battery.</summary>
    Mains,

    /// <summary>The exit button; active while it is pressed.</summary>
    ExitButton,

    /// <summary>The turnstile's ready contact; active while it is not ready.</summary>
    NotReady,

    /// <summary>The other door of an interlock; active while it is open.</summary>
    OtherDoor,
}
