namespace Gatehouse.Hardware.Gate;

/// <summary>Tells how far away a face is. It stands on another bus than the thermometer, whose bus must be quiet.</summary>
public abstract class DistanceSensor
{
    /// <summary>The distance in centimetres, or null when nothing is in its range.</summary>
    /// <exception cref="DistanceException">It did not answer, or not soundly; <see cref="DistanceException.Fault"/> says how.</exception>
    public abstract ValueTask<double?> MeasureAsync(CancellationToken cancellationToken);
}
