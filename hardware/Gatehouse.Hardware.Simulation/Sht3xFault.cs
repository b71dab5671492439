namespace Gatehouse.Hardware.Simulation;

/// <summary>What is wrong with a simulated SHT3x until it is set back to <see cref="None"/>.</summary>
public enum Sht3xFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>No device acknowledges: cable off, no supply.</summary>
    NoAcknowledge,

    /// <summary>SDA is held low and the adapter times out.</summary>
    StuckLow,

    /// <summary>Every check byte is wrong.</summary>
    BadCheck,

    /// <summary>Its words are all ones, with check bytes that fit.</summary>
    Impossible,

    /// <summary>A measurement is never ready.</summary>
    NeverReady,
}
