namespace Gatehouse.Hardware.Simulation;

/// <summary>Which MLX90614 is simulated.</summary>
public enum Mlx90614Variant
{
    /// <summary>BAA: ±0.5 °C, noise 0.05 °C rms, settles in 0.10 s.</summary>
    Standard,

    /// <summary>DCI: ±0.2 °C, noise 0.10 °C rms, settles in 0.65 s.</summary>
    Medical,
}
