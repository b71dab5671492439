namespace Gatehouse.Hardware.Simulation;

/// <summary>What a released arm does when it is pushed.</summary>
public enum ArmBehaviour
{
    /// <summary>It turns.</summary>
    Turns,

    /// <summary>It jams.</summary>
    Sticks,
}
