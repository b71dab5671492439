namespace Gatehouse.Hardware.Gpio;

/// <summary>The edges of several lines in the one order in which they happened, with the kernel's timestamps.</summary>
public abstract class LineEdges : IDisposable
{
    /// <summary>When the lines were taken, on the clock of their edges. What happened before is told by nobody.</summary>
    public abstract TimeSpan TakenAt { get; }

    /// <summary>Edges as they come, until cancelled.</summary>
    public abstract IAsyncEnumerable<LineEdge> ReadAsync(CancellationToken cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases the lines.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
