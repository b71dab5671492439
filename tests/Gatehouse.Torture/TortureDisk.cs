using Gatehouse.Kiosk.Journal;

namespace Gatehouse.Torture;

/// <summary>
/// A disk in memory that knows at each of its operations what a power cut could leave. It is stricter than real ones:
/// a flushed file whose folder was not flushed may be gone, and unflushed writes come through in any combination.
/// </summary>
public sealed class TortureDisk : JournalDisk
{
    // Of the kernel's errno-base.h.
    private const int InputOutput = 5;
    private const int NoSpace = 28;

    private readonly Lock _one = new();
    private readonly Dictionary<string, Inode> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Inode> _durableEntries = new(StringComparer.Ordinal);
    private int _operations;

    public override string Location => "torture";

    /// <summary>Called before each operation that changes something, with its number; what it throws is the operation's failure.</summary>
    public Action<int>? Before { get; set; }

    /// <summary>Whether a flush is forgotten: the defect that the torture must find.</summary>
    public bool ForgetsFlushes { get; init; }

    /// <summary>How many operations changed something.</summary>
    public int Operations => Volatile.Read(ref _operations);

    public static IOException Broken() => new("Input/output error.", InputOutput);

    public static IOException Full() => new("No space left on device.", NoSpace);

    public static TortureDisk Of(IReadOnlyDictionary<string, byte[]> files, bool forgetsFlushes = false)
    {
        var disk = new TortureDisk { ForgetsFlushes = forgetsFlushes };
        foreach (var (name, bytes) in files)
        {
            var inode = new Inode();
            inode.Append(bytes);
            inode.Flush();
            disk._entries[name] = disk._durableEntries[name] = inode;
        }

        return disk;
    }

    /// <summary>What power cuts at this moment could leave: all, nothing, some, and torn parts of what was not flushed.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, byte[]>> Crashes(Random random)
    {
        lock (_one)
        {
            var names = _entries.Keys.Union(_durableEntries.Keys).ToList();
            return
            [
                State(names, _ => _entries, i => i.Pending),
                State(names, _ => _durableEntries, _ => []),
                State(names, _ => random.Next(2) == 0 ? _entries : _durableEntries, i => Some(i, random)),
                State(names, _ => _entries, i => Some(i, random)),
                State(names, _ => _entries, i => Torn(i, 512)),
                State(names, _ => _entries, i => Torn(i, 4096)),
            ];
        }
    }

    public override IReadOnlyList<string> List()
    {
        lock (_one)
        {
            return [.. _entries.Keys];
        }
    }

    public override Stream OpenRead(string name)
    {
        lock (_one)
        {
            return _entries.TryGetValue(name, out var inode)
                ? new MemoryStream(inode.Seen, writable: false)
                : throw new FileNotFoundException($"There is no {name}.");
        }
    }

    public override JournalFile OpenAppend(string name)
    {
        Operate();
        return new TortureFile(this, Entry(name));
    }

    /// <summary>A file that is written anywhere, made if need be; its entry is durable at once, what is written is not.</summary>
    internal TortureStream OpenAnywhere(string name)
    {
        Operate();
        return new TortureStream(Operate, Entry(name), _one);
    }

    public override void Delete(string name)
    {
        Operate();
        lock (_one)
        {
            _entries.Remove(name);
        }

        SyncFolder();
    }

    public override void Replace(string aside, string name)
    {
        Operate();
        lock (_one)
        {
            _entries[name] = _entries[aside];
            _entries.Remove(aside);
        }

        SyncFolder();
    }

    private Inode Entry(string name)
    {
        Inode? inode;
        lock (_one)
        {
            if (!_entries.TryGetValue(name, out inode))
            {
                _entries[name] = inode = new Inode();
            }
        }

        SyncFolder();
        return inode;
    }

    private void SyncFolder()
    {
        Operate();
        lock (_one)
        {
            if (!ForgetsFlushes)
            {
                _durableEntries.Clear();
                foreach (var (name, inode) in _entries)
                {
                    _durableEntries[name] = inode;
                }
            }
        }
    }

    private void Operate() => Before?.Invoke(Interlocked.Increment(ref _operations));

    private static Dictionary<string, byte[]> State(
        IEnumerable<string> names, Func<string, Dictionary<string, Inode>> folder, Func<Inode, IEnumerable<PendingChange>> kept)
    {
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (folder(name).TryGetValue(name, out var inode))
            {
                files[name] = inode.After(kept(inode));
            }
        }

        return files;
    }

    private static List<PendingChange> Some(Inode inode, Random random) => [.. inode.Pending.Where(_ => random.Next(2) == 0)];

    private static List<PendingChange> Torn(Inode inode, int block) =>
        [.. inode.Pending.Select((change, i) => i == inode.Pending.Count - 1 ? change.Torn(block) : change)];

    private sealed class TortureFile(TortureDisk disk, Inode inode) : JournalFile
    {
        public override long Length
        {
            get
            {
                lock (disk._one)
                {
                    return inode.Seen.Length;
                }
            }
        }

        public override void Append(ReadOnlySpan<byte> bytes)
        {
            try
            {
                disk.Operate();
            }
            catch (IOException)
            {
                // A full disk takes what still fits, and a broken one may have taken part of it.
                lock (disk._one)
                {
                    inode.Append(bytes[..(bytes.Length / 2)]);
                }

                throw;
            }

            lock (disk._one)
            {
                inode.Append(bytes);
            }
        }

        public override void Flush()
        {
            disk.Operate();
            lock (disk._one)
            {
                if (!disk.ForgetsFlushes)
                {
                    inode.Flush();
                }
            }
        }

        public override void Cut(long length)
        {
            disk.Operate();
            lock (disk._one)
            {
                inode.Truncate(length);
            }

            Flush();
        }
    }
}
