namespace Gatehouse.Torture;

/// <summary>A file of a <see cref="TortureDisk"/> that is written anywhere; nothing of it is durable before it is flushed by <see cref="MakeDurable"/>.</summary>
/// <param name="operate">Called before each operation that changes something; what it throws is the operation's failure.</param>
/// <param name="inode">Its bytes.</param>
/// <param name="one">Held while they change.</param>
internal sealed class TortureStream(Action operate, Inode inode, Lock one) : Stream
{
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => true;

    public override long Length
    {
        get
        {
            lock (one)
            {
                return inode.Seen.Length;
            }
        }
    }

    public override long Position
    {
        get => _position;
        set => _position = value;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        lock (one)
        {
            var from = (int)Math.Min(_position, inode.Seen.Length);
            var read = inode.Seen.AsSpan(from, Math.Min(buffer.Length, inode.Seen.Length - from));
            read.CopyTo(buffer);
            _position += read.Length;
            return read.Length;
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            operate();
        }
        catch (IOException)
        {
            Put(buffer[..(buffer.Length / 2)]);
            throw;
        }

        Put(buffer);
    }

    public override long Seek(long offset, SeekOrigin origin) => _position = offset + origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => _position,
        _ => Length,
    };

    public override void SetLength(long value)
    {
        operate();
        lock (one)
        {
            if (value > inode.Seen.Length)
            {
                inode.Write(inode.Seen.Length, new byte[value - inode.Seen.Length]);
            }
            else
            {
                inode.Truncate(value);
            }
        }
    }

    /// <summary>Nothing: as with an ordinary file, what is written is the kernel's.</summary>
    public override void Flush()
    {
    }

    public void MakeDurable()
    {
        operate();
        lock (one)
        {
            inode.Flush();
        }
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        lock (one)
        {
            inode.Write((int)_position, bytes);
        }

        _position += bytes.Length;
    }
}
