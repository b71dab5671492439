using Microsoft.Win32.SafeHandles;

namespace Gatehouse.Kiosk.Journal;

/// <summary>A journal's folder on a real disk. A lock file keeps a second process out.</summary>
public sealed class FolderDisk : JournalDisk
{
    private const string LockName = "lock";
    private readonly FileStream? _lock;

    private FolderDisk(string folder, FileStream? held)
    {
        Location = folder;
        _lock = held;
    }

    /// <inheritdoc/>
    public override string Location { get; }

    /// <summary>Opens the folder for its one writer, creating it when it is missing.</summary>
    /// <exception cref="JournalException">Another process holds it, or it cannot be made.</exception>
    public static FolderDisk Open(string folder)
    {
        try
        {
            OwnerOnly.MakeFolder(folder);
            FolderSync.Flush(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))) ?? "/");
            var disk = new FolderDisk(folder, OwnerOnly.Open(Path.Combine(folder, LockName), FileShare.None));
            foreach (var name in disk.List())
            {
                OwnerOnly.Tighten(Path.Combine(folder, name));
            }

            return disk;
        }
        catch (UnauthorizedAccessException e)
        {
            throw new JournalException($"The journal folder {folder} may not be written by this user: give it to the kiosk's service user.", e);
        }
        catch (IOException e)
        {
            throw new JournalException(
                $"The journal in {folder} cannot be opened: {e.Message} Another gatehouse-kiosk may be running on it; stop it first.", e);
        }
    }

    /// <summary>Opens the folder for reading beside its writer.</summary>
    /// <exception cref="JournalException">The folder does not exist.</exception>
    public static FolderDisk OpenReadOnly(string folder) =>
        Directory.Exists(folder)
            ? new FolderDisk(folder, null)
            : throw new JournalException($"There is no journal in {folder}: check the path, or the 'state' key of the configuration.");

    /// <inheritdoc/>
    public override IReadOnlyList<string> List() =>
        [.. Directory.EnumerateFiles(Location).Select(path => Path.GetFileName(path)).Where(name => name != LockName)];

    /// <inheritdoc/>
    public override Stream OpenRead(string name) =>
        new FileStream(
            Path.Combine(Location, name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 64 * 1024);

    /// <inheritdoc/>
    public override JournalFile OpenAppend(string name)
    {
        var file = new DiskFile(Path.Combine(Location, name));
        try
        {
            // Also for a file that was there: whoever made it may have failed or died before its entry was durable.
            FolderSync.Flush(Location);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override void Delete(string name)
    {
        File.Delete(Path.Combine(Location, name));
        FolderSync.Flush(Location);
    }

    /// <inheritdoc/>
    public override void Replace(string aside, string name)
    {
        File.Move(Path.Combine(Location, aside), Path.Combine(Location, name), overwrite: true);
        FolderSync.Flush(Location);
    }

    /// <inheritdoc/>
    public override Stream OpenMedium(string name)
    {
        var stream = new FileStream(Path.Combine(Location, name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 64 * 1024);
        FolderSync.ForgetPages(stream.SafeFileHandle);
        return stream;
    }

    /// <inheritdoc/>
    public override double? Fullness
    {
        get
        {
            var drive = new DriveInfo(Location);
            var used = drive.TotalSize - drive.TotalFreeSpace;

            // What is kept back for root is no room: 100 % is where the kiosk's own writes fail.
            return used + drive.AvailableFreeSpace is > 0 and var room ? (double)used / room : null;
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _lock?.Dispose();
        base.Dispose(disposing);
    }

    private sealed class DiskFile : JournalFile
    {
        private readonly FileStream _stream;
        private readonly SafeFileHandle _handle;
        private long _length;

        public DiskFile(string path)
        {
            _stream = OwnerOnly.Open(path, FileShare.Read);
            _handle = _stream.SafeFileHandle;
            _length = RandomAccess.GetLength(_handle);
        }

        public override long Length => _length;

        public override void Append(ReadOnlySpan<byte> bytes)
        {
            RandomAccess.Write(_handle, bytes, _length);
            _length += bytes.Length;
        }

        public override void Flush() => RandomAccess.FlushToDisk(_handle);

        public override void Cut(long length)
        {
            RandomAccess.SetLength(_handle, length);
            RandomAccess.FlushToDisk(_handle);
            _length = length;
        }

        protected override void Dispose(bool disposing)
        {
            _stream.Dispose();
            base.Dispose(disposing);
        }
    }
}
