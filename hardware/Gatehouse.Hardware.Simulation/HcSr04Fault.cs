namespace Gatehouse.Hardware.Simulation;

/// <summary>What is wrong with a simulated HC-SR04 until it is set back to <see cref="None"/>.</summary>
public enum HcSr04Fault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>No supply, or a wire off: no edge comes.</summary>
    Silent,

    /// <summary>The sound is swallowed, by thick wool for one: the line stays high as long as the sensor listens.</summary>
    NoEcho,

    /// <summary>The line rises and never falls again.</summary>
    StuckHigh,

    /// <summary>The kernel's buffer loses the falling edge, and noise rises again.</summary>
    LostEdge,
}
