namespace Gatehouse.Host.Quality;

/// <summary>How one gate stood to the others on one day.</summary>
/// <param name="Gate">The gate.</param>
/// <param name="Day">The day.</param>
/// <param name="Readings">How many readings it is made of.</param>
/// <param name="Difference">Its median less that of the other gates in the same air, °C.</param>
/// <param name="Error">The standard error of that, °C.</param>
public readonly record struct GateDay(string Gate, DateOnly Day, int Readings, double Difference, double Error);
