namespace Gatehouse.Torture;

/// <summary>One file's bytes: what the medium holds for certain, and what was written since and may or may not be on it.</summary>
internal sealed class Inode
{
    private readonly List<PendingChange> _pending = [];
    private byte[] _durable = [];
    private byte[] _seen = [];

    /// <summary>What a process reads.</summary>
    public byte[] Seen => _seen;

    /// <summary>What was written and not flushed, in its order.</summary>
    public IReadOnlyList<PendingChange> Pending => _pending;

    public void Append(ReadOnlySpan<byte> bytes) => Write(_seen.Length, bytes);

    public void Write(int offset, ReadOnlySpan<byte> bytes)
    {
        var change = PendingChange.Write(offset, bytes.ToArray());
        _seen = change.Apply(_seen);
        _pending.Add(change);
    }

    public void Truncate(long length)
    {
        var change = PendingChange.Truncate((int)length);
        _seen = change.Apply(_seen);
        _pending.Add(change);
    }

    public void Flush()
    {
        _durable = _seen;
        _pending.Clear();
    }

    /// <summary>What the next boot finds: the flushed bytes, and of what came later the changes that are given.</summary>
    public byte[] After(IEnumerable<PendingChange> kept) => kept.Aggregate(_durable, (bytes, change) => change.Apply(bytes));

    public Inode Copy()
    {
        var copy = new Inode { _durable = _durable, _seen = _seen };
        copy._pending.AddRange(_pending);
        return copy;
    }
}

/// <summary>A write or a cut that was not flushed.</summary>
internal readonly record struct PendingChange(int Offset, byte[]? Bytes)
{
    public static PendingChange Write(int offset, byte[] bytes) => new(offset, bytes);

    public static PendingChange Truncate(int length) => new(length, null);

    /// <summary>The same write as far as the medium's blocks of that size had taken it.</summary>
    public PendingChange Torn(int block) => Bytes is { } bytes
        ? this with { Bytes = bytes[..Math.Max(0, Math.Min(bytes.Length, ((Offset + bytes.Length) / block * block) - Offset))] }
        : this;

    public byte[] Apply(byte[] file)
    {
        if (Bytes is not { } bytes)
        {
            return file.Length > Offset ? file[..Offset] : file;
        }

        // A later write that came through where an earlier one did not leaves zeros between.
        var grown = new byte[Math.Max(file.Length, Offset + bytes.Length)];
        file.CopyTo(grown, 0);
        bytes.CopyTo(grown, Offset);
        return grown;
    }
}
