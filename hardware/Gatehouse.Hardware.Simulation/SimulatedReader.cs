using Gatehouse.Hardware.Badges;

namespace Gatehouse.Hardware.Simulation;

/// <summary>A reader as a person meets it: something to hold a badge to.</summary>
public abstract class SimulatedReader
{
    /// <summary>A badge that it can read and nobody has.</summary>
    public abstract BadgeNumber Stranger { get; }

    /// <summary>Holds a badge to it and returns when the reader has done its part.</summary>
    /// <exception cref="ArgumentException">It reads no such badges.</exception>
    public abstract Task PresentAsync(BadgeNumber badge, CancellationToken cancellationToken);
}
