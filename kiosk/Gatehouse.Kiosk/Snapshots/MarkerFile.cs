using Gatehouse.Kiosk.Journal;

namespace Gatehouse.Kiosk.Snapshots;

/// <summary>Something that is so as long as a file is there.</summary>
/// <param name="folder">The kiosk's state folder.</param>
/// <param name="name">The file's name.</param>
public sealed class MarkerFile(string folder, string name)
{
    private string Path => System.IO.Path.Combine(folder, name);

    /// <summary>Whether it is so.</summary>
    public bool IsSet => File.Exists(Path);

    /// <summary>Makes it so, durably.</summary>
    /// <exception cref="SnapshotException">It cannot be stored.</exception>
    public void Set()
    {
        try
        {
            OwnerOnly.Open(Path, FileShare.ReadWrite).Dispose();
            FolderSync.Flush(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SnapshotException($"{Path} cannot be made: {e.Message}");
        }
    }

    /// <summary>Ends it, durably.</summary>
    /// <exception cref="SnapshotException">It cannot be stored.</exception>
    public void Clear()
    {
        try
        {
            File.Delete(Path);
            FolderSync.Flush(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SnapshotException($"{Path} cannot be removed: {e.Message}");
        }
    }
}
