namespace Gatehouse.Host.Quality;

/// <summary>One point of a gate's control chart.</summary>
/// <param name="Day">The day.</param>
/// <param name="Level">How far the gate has moved against the others since its first days, smoothed, °C.</param>
/// <param name="Limit">How far it may move by chance, °C.</param>
public readonly record struct DriftSignal(DateOnly Day, double Level, double Limit)
{
    /// <summary>Whether it has moved farther than that: its thermometer is to be checked.</summary>
    public bool IsAlarm => Math.Abs(Level) > Limit;
}
