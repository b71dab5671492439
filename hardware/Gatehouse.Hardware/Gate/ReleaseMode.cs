namespace Gatehouse.Hardware.Gate;

/// <summary>How a turnstile wants to be told that somebody may pass.</summary>
public enum ReleaseMode
{
    /// <summary>By a short pulse; the turnstile itself waits for the person.</summary>
    Pulse,

    /// <summary>By a level that lasts until the person has passed. It needs the feedback contact.</summary>
    Level,
}
