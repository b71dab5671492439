namespace Gatehouse.Kiosk.Journal;

/// <summary>The files under a journal: one folder of segments. Each operation throws <see cref="IOException"/> when the disk refuses it.</summary>
public abstract class JournalDisk : IDisposable
{
    // ENOSPC and EDQUOT of the kernel's errno-base.h and errno.h.
    private const int NoSpace = 28;
    private const int NoQuota = 122;

    /// <summary>Where it is, for messages.</summary>
    public abstract string Location { get; }

    /// <summary>Whether it refused something for want of room, which is there again when somebody makes some.</summary>
    public static bool IsFull(IOException refused) => refused.HResult is NoSpace or NoQuota;

    /// <summary>The names of all files.</summary>
    public abstract IReadOnlyList<string> List();

    /// <summary>Opens a file for reading; it may grow meanwhile.</summary>
    public abstract Stream OpenRead(string name);

    /// <summary>Opens or creates a file for appending; its entry in the folder is durable when this returns.</summary>
    public abstract JournalFile OpenAppend(string name);

    /// <summary>Removes a file.</summary>
    public abstract void Delete(string name);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases the folder.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
