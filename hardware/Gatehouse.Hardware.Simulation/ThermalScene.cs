using Gatehouse.Hardware.Temperature;

namespace Gatehouse.Hardware.Simulation;

/// <summary>What is in a thermometer's view.</summary>
/// <param name="Target">The surface it looks at.</param>
/// <param name="Emissivity">Of that surface.</param>
/// <param name="Surroundings">What the surface reflects, and what fills the rest of the view.</param>
/// <param name="Fill">The part of the view that the surface fills, weighted as the thermometer does, 0 to 1.</param>
internal readonly record struct ThermalScene(Celsius Target, double Emissivity, Celsius Surroundings, double Fill);
