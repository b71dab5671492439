using Gatehouse.Hardware.Temperature;

namespace Gatehouse.Kiosk.Screening;

/// <summary>One burst of samples, reduced.</summary>
/// <param name="Skin">The skin temperature; null when the burst says nothing.</param>
/// <param name="Uncertainty">U (k=2), °C; null when the burst says nothing.</param>
/// <param name="NotMeasurable">Why it says nothing, in a word; null otherwise.</param>
/// <param name="Samples">What it was made from.</param>
public sealed record Reading(
    Celsius? Skin, double? Uncertainty, string? NotMeasurable, IReadOnlyList<ThermometerSample> Samples);
