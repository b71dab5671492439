using Gatehouse.Hardware.Temperature;

namespace Gatehouse.Hardware.Air;

/// <summary>The air at one moment.</summary>
/// <param name="Temperature">Its temperature.</param>
/// <param name="Humidity">Its relative humidity, %, 0 to 100.</param>
public readonly record struct AirSample(Celsius Temperature, double Humidity);
