using Gatehouse.Kiosk.Journal;

namespace Gatehouse.Kiosk.Tests.Journal;

/// <summary>
/// A disk in memory that can do what disks do at their worst. It is stricter than a real one: whatever was not
/// flushed is gone after a power cut, and whatever was flushed in vain stays gone.
/// </summary>
internal sealed class MemoryDisk : JournalDisk
{
    // ENOSPC, as .NET hands it on.
    private const int NoSpace = 28;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, MemoryFileContent> _files = new(StringComparer.Ordinal);

    public override string Location => "memory";

    /// <summary>Called before each write with its bytes; returns how many of them the disk takes before it fails, or null to take all.</summary>
    public Func<int, int?>? OnAppend { get; set; }

    /// <summary>Called before each flush; true makes it fail.</summary>
    public Func<bool>? OnFlush { get; set; }

    /// <summary>Called before each cut; true makes it fail.</summary>
    public Func<bool>? OnCut { get; set; }

    /// <summary>Called before a file is opened for appending; true makes it fail once the file is made but not durable in its folder.</summary>
    public Func<bool>? OnOpen { get; set; }

    /// <summary>Whether a flush is held up by a <see cref="DiskHang"/>.</summary>
    public bool Hangs { get; set; }

    public int Flushes { get; private set; }

    public IReadOnlyDictionary<string, byte[]> Files => Snapshot(f => f.Seen);

    /// <summary>The disk as the next process finds it when this one was killed.</summary>
    public MemoryDisk AfterKill()
    {
        lock (_gate)
        {
            var next = new MemoryDisk();
            foreach (var (name, file) in _files)
            {
                var copy = new MemoryFileContent(file.Durable, file.EntryIsDurable);
                var kept = Math.Min(file.Durable.Length, file.Length);
                copy.Append(file.Seen.AsSpan(kept));
                next._files[name] = copy;
            }

            return next;
        }
    }

    /// <summary>The disk as the next boot finds it when the power went.</summary>
    public MemoryDisk AfterPowerCut()
    {
        lock (_gate)
        {
            return Of(_files.Where(f => f.Value.EntryIsDurable).ToDictionary(f => f.Key, f => f.Value.Durable));
        }
    }

    public static MemoryDisk Of(IReadOnlyDictionary<string, byte[]> files)
    {
        var disk = new MemoryDisk();
        foreach (var (name, content) in files)
        {
            disk._files[name] = new MemoryFileContent(content, entryIsDurable: true);
        }

        return disk;
    }

    public override IReadOnlyList<string> List()
    {
        lock (_gate)
        {
            return [.. _files.Keys];
        }
    }

    public override Stream OpenRead(string name)
    {
        lock (_gate)
        {
            return _files.TryGetValue(name, out var file)
                ? new MemoryStream(file.Seen, writable: false)
                : throw new FileNotFoundException($"There is no {name}.");
        }
    }

    public override JournalFile OpenAppend(string name)
    {
        lock (_gate)
        {
            if (!_files.TryGetValue(name, out var file))
            {
                _files[name] = file = new MemoryFileContent([], entryIsDurable: false);
            }

            if (OnOpen?.Invoke() == true)
            {
                throw new IOException("The folder cannot be made durable.");
            }

            file.EntryIsDurable = true;
            return new MemoryFile(this, file);
        }
    }

    public override void Delete(string name)
    {
        lock (_gate)
        {
            _files.Remove(name);
        }
    }

    /// <summary>Called before a file is put in the place of another; what it throws is the failure.</summary>
    public Action? OnReplace { get; set; }

    public override void Replace(string aside, string name)
    {
        OnReplace?.Invoke();
        lock (_gate)
        {
            if (!_files.Remove(aside, out var file))
            {
                throw new FileNotFoundException($"There is no {aside}.");
            }

            _files[name] = file;
        }
    }

    /// <summary>What the medium gives back instead of a file's bytes; null when it keeps them.</summary>
    public Func<byte[], byte[]>? OnMedium { get; set; }

    public override Stream OpenMedium(string name) =>
        OnMedium is { } changed ? new MemoryStream(changed(Files[name]), writable: false) : OpenRead(name);

    public double? Used { get; set; }

    public override double? Fullness => Used;

    private Dictionary<string, byte[]> Snapshot(Func<MemoryFileContent, byte[]> content)
    {
        lock (_gate)
        {
            return _files.ToDictionary(f => f.Key, f => content(f.Value), StringComparer.Ordinal);
        }
    }

    private sealed class MemoryFile(MemoryDisk disk, MemoryFileContent content) : JournalFile
    {
        private bool _closed;

        public override long Length
        {
            get
            {
                lock (disk._gate)
                {
                    return content.Length;
                }
            }
        }

        public override void Append(ReadOnlySpan<byte> bytes)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            var taken = disk.OnAppend?.Invoke(bytes.Length) ?? bytes.Length;
            lock (disk._gate)
            {
                content.Append(bytes[..Math.Min(taken, bytes.Length)]);
            }

            if (taken < bytes.Length)
            {
                throw new IOException("No space left on device.", NoSpace);
            }
        }

        public override void Flush()
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            var fails = disk.OnFlush?.Invoke() == true;
            lock (disk._gate)
            {
                disk.Flushes++;
                if (fails)
                {
                    content.FailToFlush();
                    throw new IOException("Input/output error.");
                }

                content.Flush();
            }
        }

        public override void Cut(long length)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            if (disk.OnCut?.Invoke() == true)
            {
                throw new IOException("Input/output error.");
            }

            lock (disk._gate)
            {
                content.Cut((int)length);
            }
        }

        protected override void Dispose(bool disposing)
        {
            _closed = true;
            base.Dispose(disposing);
        }
    }
}
