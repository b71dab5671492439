using Gatehouse.Hardware.Temperature;

namespace Gatehouse.Kiosk.Calibration;

/// <summary>What is added to what a thermometer sees: an offset about the limits of fever, and a gain around it.</summary>
/// <param name="Gain">1 for none.</param>
/// <param name="Offset">°C to add at 36 °C.</param>
/// <param name="Uncertainty">How well the corrected temperature is known in the middle of the points it was fitted to, standard uncertainty (k=1), °C.</param>
/// <param name="GainUncertainty">How well the gain is known (k=1): what a degree away from that middle adds, °C.</param>
/// <param name="Middle">That middle, °C.</param>
public sealed record Correction(double Gain, double Offset, double Uncertainty, double GainUncertainty = 0, double Middle = Correction.Pivot)
{
    /// <summary>The temperature about which the gain turns, °C.</summary>
    public const double Pivot = 36;

    /// <summary>The corrected temperature.</summary>
    public Celsius Apply(Celsius seen) => new(Pivot + Offset + (Gain * (seen.Degrees - Pivot)));

    /// <summary>How well the corrected temperature is known, standard uncertainty (k=1), °C.</summary>
    public double UncertaintyAt(Celsius celsius) =>
        Math.Sqrt((Uncertainty * Uncertainty) + (GainUncertainty * GainUncertainty * (celsius.Degrees - Middle) * (celsius.Degrees - Middle)));

    /// <summary>What is added at a temperature, °C.</summary>
    public double At(Celsius seen) => Apply(seen).Degrees - seen.Degrees;
}
