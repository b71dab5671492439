namespace Gatehouse.Hardware.Gate;

/// <summary>What the buzzer says.</summary>
public enum Tone
{
    /// <summary>One short: badge read.</summary>
    Acknowledge,

    /// <summary>Two short: walk through.</summary>
    Go,

    /// <summary>One long: step aside, or once more.</summary>
    Attention,

    /// <summary>Repeated: the arm was forced.</summary>
    Alarm,
}
