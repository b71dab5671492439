namespace Gatehouse.Host.Quality;

/// <summary>One reading of somebody who was clear.</summary>
/// <param name="Gate">The gate.</param>
/// <param name="Day">The day at the site.</param>
/// <param name="Ambient">The air at the thermometer, °C.</param>
/// <param name="Skin">The skin temperature, °C.</param>
public readonly record struct GateReading(string Gate, DateOnly Day, double Ambient, double Skin);
