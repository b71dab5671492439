namespace Gatehouse.Hardware.Air;

/// <summary>Tells how warm and how damp the air at the gate is. It stands on another bus than the thermometer, whose bus must be quiet.</summary>
public abstract class AirSensor : IDisposable
{
    /// <summary>Measures once.</summary>
    /// <exception cref="AirException">It did not answer, or not soundly; <see cref="AirException.Fault"/> says how.</exception>
    public abstract Task<AirSample> MeasureAsync(CancellationToken cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases the bus.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
