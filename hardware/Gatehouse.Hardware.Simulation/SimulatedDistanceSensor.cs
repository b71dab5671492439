using Gatehouse.Hardware.Gate;

namespace Gatehouse.Hardware.Simulation;

/// <summary>A distance sensor that sees what it is told.</summary>
public sealed class SimulatedDistanceSensor : DistanceSensor
{
    private readonly Lock _one = new();

    /// <summary>How far the face is; null when there is none.</summary>
    public double? Centimetres
    {
        get
        {
            lock (_one)
            {
                return field;
            }
        }

        set
        {
            lock (_one)
            {
                field = value;
            }
        }
    }

    public override ValueTask<double?> MeasureAsync(CancellationToken cancellationToken) => new(Centimetres);
}
