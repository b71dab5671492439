using Gatehouse.Hardware.Gate;

namespace Gatehouse.Hardware.Simulation;

/// <summary>Where a face is, and a distance sensor that sees it without a bus between.</summary>
public sealed class SimulatedDistanceSensor : DistanceSensor
{
    private readonly Lock _one = new();

    /// <summary>The face moved. Raised on the thread that moved it, before its call returns.</summary>
    public event EventHandler? Moved;

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

            Moved?.Invoke(this, EventArgs.Empty);
        }
    }

    public override ValueTask<double?> MeasureAsync(CancellationToken cancellationToken) => new(Centimetres);
}
