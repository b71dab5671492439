namespace Gatehouse.Hardware.Simulation;

/// <summary>What is wrong with a simulated TF-Luna until it is set back to <see cref="None"/>.</summary>
public enum TfLunaFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>No supply, or its wire off: it says nothing.</summary>
    Silent,

    /// <summary>Every frame's sum is wrong by one.</summary>
    BadChecksum,

    /// <summary>So little light comes back that its distance means nothing.</summary>
    Weak,

    /// <summary>So much light comes back, or shines in, that its distance means nothing.</summary>
    Blinded,
}
