using System.Buffers;

namespace Gatehouse.Kiosk.Journal;

/// <summary>Reads a segment line by line without keeping more than one line in memory.</summary>
/// <param name="stream">The segment, which it disposes of.</param>
/// <param name="offset">Where in the segment the stream stands.</param>
public sealed class SegmentLines(Stream stream, long offset = 0) : IDisposable
{
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
    private int _start;
    private int _end;

    /// <summary>Where in the file the line of the last <see cref="TryRead"/> begins.</summary>
    public long Offset { get; private set; } = offset;

    /// <summary>Where the next line begins.</summary>
    public long NextOffset { get; private set; } = offset;

    /// <summary>What stands behind the last line feed, once <see cref="TryRead"/> has come to the end.</summary>
    public ReadOnlySpan<byte> Rest => _buffer.AsSpan(_start, _end - _start);

    /// <summary>
    /// The next line without its line feed, valid until the next call; false at the end of the file.
    /// A last line without line feed is not delivered: it is torn or still being written.
    /// </summary>
    public bool TryRead(out ReadOnlyMemory<byte> line)
    {
        var searched = 0;
        while (true)
        {
            var at = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (at >= 0)
            {
                var length = searched + at;
                line = _buffer.AsMemory(_start, length);
                _start += length + 1;
                Offset = NextOffset;
                NextOffset += length + 1;
                return true;
            }

            searched = _end - _start;
            if (!Fill())
            {
                line = default;
                return false;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        stream.Dispose();
    }

    private bool Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
            _buffer.AsSpan(0, _end).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        var read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        return read > 0;
    }
}
