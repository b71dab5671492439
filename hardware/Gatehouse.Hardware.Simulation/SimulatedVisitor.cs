using Gatehouse.Hardware.Badges;
using Gatehouse.Hardware.Gate;
using Gatehouse.Hardware.Temperature;

namespace Gatehouse.Hardware.Simulation;

/// <summary>A person who comes to a gate.</summary>
public sealed record SimulatedVisitor
{
    public required BadgeNumber Badge { get; init; }

    public Direction Direction { get; init; } = Direction.In;

    /// <summary>The skin at the first reading, then at each remeasurement; the last one repeats.</summary>
    public required IReadOnlyList<Celsius> Skins { get; init; }

    /// <summary>Where the face is while it is measured.</summary>
    public double DistanceCentimetres { get; init; } = 10;

    /// <summary>The room as this person comes; null to leave it as it is.</summary>
    public Celsius? Ambient { get; init; }

    /// <summary>From the badge to the place where the face is measured.</summary>
    public TimeSpan Approach { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>Turns round when the light says go.</summary>
    public bool GivesUp { get; init; }

    /// <summary>How long the person waits for the gate, all in all.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);
}
