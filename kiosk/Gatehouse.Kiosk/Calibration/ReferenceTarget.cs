namespace Gatehouse.Kiosk.Calibration;

/// <summary>A surface of known temperature that the thermometer sees while nobody stands before it, such as a thermostatted plate painted matt black.</summary>
/// <param name="Temperature">Its temperature, °C.</param>
/// <param name="Within">How far from it a reading may be, °C.</param>
public sealed record ReferenceTarget(double Temperature, double Within);
