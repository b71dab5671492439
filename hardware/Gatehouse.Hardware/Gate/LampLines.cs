namespace Gatehouse.Hardware.Gate;

/// <summary>The lines of three lamps; high is on.</summary>
/// <param name="Green">The green lamp's line.</param>
/// <param name="Amber">The amber lamp's line.</param>
/// <param name="Red">The red lamp's line.</param>
public readonly record struct LampLines(int Green, int Amber, int Red);
