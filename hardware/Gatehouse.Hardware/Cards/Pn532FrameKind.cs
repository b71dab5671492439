namespace Gatehouse.Hardware.Cards;

/// <summary>What a frame of a PN532 is.</summary>
public enum Pn532FrameKind
{
    /// <summary>The command was understood.</summary>
    Acknowledge,

    /// <summary>The last frame is wanted again.</summary>
    Repeat,

    /// <summary>The command is not known, or its form is wrong.</summary>
    Refusal,

    /// <summary>A command or its answer.</summary>
    Information,

    /// <summary>It began as a frame and did not end as one: bytes were lost or changed.</summary>
    Damaged,
}
