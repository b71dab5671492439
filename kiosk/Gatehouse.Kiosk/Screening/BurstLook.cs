namespace Gatehouse.Kiosk.Screening;

/// <summary>What a burst says so far.</summary>
/// <param name="Skin">The skin temperature, °C; meaningless where <paramref name="NotMeasurable"/> is not null.</param>
/// <param name="Uncertainty">U (k=2), °C.</param>
/// <param name="Ambient">The mean of the thermometer's own temperature, °C.</param>
/// <param name="NotMeasurable">Why it says nothing, in a word; null otherwise.</param>
public readonly record struct BurstLook(double Skin, double Uncertainty, double Ambient, string? NotMeasurable);
