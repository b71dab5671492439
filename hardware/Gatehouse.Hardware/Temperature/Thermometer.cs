namespace Gatehouse.Hardware.Temperature;

/// <summary>An infrared thermometer that looks at the face of the person in the lane.</summary>
public abstract class Thermometer : IDisposable
{
    /// <summary>How long the bus stays quiet before each sample, so that a burst of n takes about n times this.</summary>
    public abstract TimeSpan Settling { get; }

    /// <summary>Reads what the instrument is, to be compared with the commissioning record.</summary>
    /// <exception cref="ThermometerException">It did not answer, or not soundly.</exception>
    public abstract Task<ThermometerIdentity> IdentifyAsync(CancellationToken cancellationToken);

    /// <summary>Waits for the instrument to settle and takes one sample.</summary>
    /// <exception cref="ThermometerException">It did not answer, or not soundly; <see cref="ThermometerException.Fault"/> says how.</exception>
    public abstract Task<ThermometerSample> SampleAsync(CancellationToken cancellationToken);

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
