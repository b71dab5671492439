using Gatehouse.Hardware.Temperature;

namespace Gatehouse.Hardware.Distance;

/// <summary>How an HC-SR04 is wired, and in what air.</summary>
public sealed record HcSr04Options
{
    /// <summary>The line that starts a measurement.</summary>
    public required int Trigger { get; init; }

    /// <summary>The line that is high for as long as the sound travels. The sensor drives it with 5 V: it needs a divider.</summary>
    public required int Echo { get; init; }

    /// <summary>The air between sensor and face: 10 °C more or less are 1.7 % of the distance.</summary>
    public Celsius Air { get; init; } = new(20);
}
