namespace Gatehouse.Hardware.Simulation;

/// <summary>What is wrong with a simulated MLX90614 until it is set back to <see cref="None"/>.</summary>
public enum Mlx90614Fault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>No device acknowledges: cable off, no supply.</summary>
    NoAcknowledge,

    /// <summary>SDA is held low and the adapter times out.</summary>
    StuckLow,

    /// <summary>Every packet error code is wrong.</summary>
    BadPec,

    /// <summary>Temperature words carry the instrument's own error flag.</summary>
    ErrorFlag,

    /// <summary>Temperature words stay as they were.</summary>
    Frozen,

    /// <summary>Another instrument stands in its place.</summary>
    Swapped,

    /// <summary>It reads 0.4 °C too much.</summary>
    Off,

    /// <summary>It scatters four times as much as its datasheet says.</summary>
    Noisy,

    /// <summary>With each sample it reads 0.02 °C more.</summary>
    Drifting,
}
