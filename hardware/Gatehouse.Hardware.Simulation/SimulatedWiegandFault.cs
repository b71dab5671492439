namespace Gatehouse.Hardware.Simulation;

/// <summary>What is wrong with a simulated Wiegand reader or its cable until it is set back to <see cref="None"/>.</summary>
public enum SimulatedWiegandFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>No supply, or both wires off: nothing comes.</summary>
    Silent,

    /// <summary>Every frame lacks a bit.</summary>
    LosesBits,

    /// <summary>In every frame the receiver's buffer loses an edge, which its sequence shows.</summary>
    LosesEdges,

    /// <summary>In every frame a bit comes on the wrong line.</summary>
    FlipsBits,

    /// <summary>The wires touch: in every frame both are low at once for a moment.</summary>
    JoinsLines,
}
