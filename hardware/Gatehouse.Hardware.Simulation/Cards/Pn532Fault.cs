namespace Gatehouse.Hardware.Simulation.Cards;

/// <summary>What is wrong with a simulated PN532.</summary>
public enum Pn532Fault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It acknowledges and never answers.</summary>
    Silent,

    /// <summary>It hears no command.</summary>
    NoAcknowledge,

    /// <summary>The check of an answer is wrong.</summary>
    BadChecksum,

    /// <summary>Noise stands between frames, and what looks like the start of one.</summary>
    GarbageBetweenFrames,

    /// <summary>An answer ends in the middle.</summary>
    TruncatedFrame,

    /// <summary>An answer names more cards than it describes.</summary>
    Contradiction,
}
