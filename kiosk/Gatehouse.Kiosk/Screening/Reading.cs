using Gatehouse.Hardware.Temperature;

namespace Gatehouse.Kiosk.Screening;

/// <summary>One burst of samples, reduced. Temperatures are in whole thousandths of a degree, so that every machine computes the same.</summary>
/// <param name="Skin">The skin temperature; null when the burst says nothing.</param>
/// <param name="Uncertainty">U (k=2), °C; null when the burst says nothing.</param>
/// <param name="NotMeasurable">Why it says nothing, in a word; null otherwise.</param>
/// <param name="Samples">What it was made from.</param>
public sealed record Reading(
    Celsius? Skin, double? Uncertainty, string? NotMeasurable, IReadOnlyList<ThermometerSample> Samples)
{
    /// <summary>The limit it is compared with, °C; null when the burst says nothing.</summary>
    public double? Limit { get; init; }

    /// <summary>How far the face was just before, cm; null without a distance sensor.</summary>
    public double? Centimetres { get; init; }

    /// <summary>The supply that the samples were corrected for, V; null when there are none.</summary>
    public double? SupplyVolts { get; init; }

    /// <summary>How many samples were refused, by the reason's word; null when none were.</summary>
    public IReadOnlyDictionary<string, int>? Rejected { get; init; }
}
