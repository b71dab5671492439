namespace Gatehouse.Kiosk.Journal;

/// <summary>A segment being written.</summary>
public abstract class JournalFile : IDisposable
{
    /// <summary>Its length in bytes.</summary>
    public abstract long Length { get; }

    /// <summary>Writes at its end; not durable before <see cref="Flush"/>.</summary>
    public abstract void Append(ReadOnlySpan<byte> bytes);

    /// <summary>Returns once everything written is on the medium.</summary>
    public abstract void Flush();

    /// <summary>Cuts it to a length, durably.</summary>
    public abstract void Cut(long length);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the file.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
