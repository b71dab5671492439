namespace Gatehouse.Kiosk.Journal;

/// <summary>Folders and files that no other account of the machine may read: they hold names and temperatures.</summary>
public static class OwnerOnly
{
    private const UnixFileMode OfFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OfFolder = OfFile | UnixFileMode.UserExecute;

    /// <summary>Makes a folder, or takes the rights of others from one that is there.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    public static void MakeFolder(string path)
    {
        if (!Directory.Exists(path))
        {
            Directory.CreateDirectory(path, OfFolder);
        }

        Tighten(path, OfFolder);
    }

    /// <summary>Opens a file for reading and writing, making it if need be.</summary>
    public static FileStream Open(string path, FileShare share)
    {
        var stream = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = share,
            BufferSize = 0,
            UnixCreateMode = OfFile,
        });
        Tighten(path);
        return stream;
    }

    /// <summary>Writes a file anew and makes its content durable; its name is once <see cref="FolderSync"/> was asked.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void WriteDurably(string path, ReadOnlySpan<byte> content)
    {
        File.Delete(path);
        using var stream = Open(path, FileShare.None);
        stream.Write(content);
        stream.Flush(flushToDisk: true);
    }

    /// <summary>Takes the rights of others from a file.</summary>
    public static void Tighten(string path) => Tighten(path, OfFile);

    private static void Tighten(string path, UnixFileMode most)
    {
        try
        {
            var mode = File.GetUnixFileMode(path);
            if ((mode & ~most) != 0)
            {
                File.SetUnixFileMode(path, mode & most);
            }
        }
        catch (UnauthorizedAccessException)
        {
            // Another account's: only it may change its rights, and whoever gave it to the kiosk so meant it.
        }
    }
}
