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

    /// <summary>Puts a file in the place of another; which of the two the name stands for is durable when this returns.</summary>
    public abstract void Replace(string aside, string name);

    /// <summary>Opens a file for reading what its medium holds rather than what is still in memory, where the disk can tell them apart.</summary>
    public virtual Stream OpenMedium(string name) => OpenRead(name);

    /// <summary>Which share of its room is used, 0 to 1; null where that is not known.</summary>
    public virtual double? Fullness => null;

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
