namespace Gatehouse.Kiosk.Journal;

/// <summary>
/// Where a reader stopped in a segment. It is known again by the hash that stands before it, which holds for all
/// before: a segment that was cut, or cut and written anew, has another there and is read from its beginning.
/// </summary>
internal sealed class SegmentPlace
{
    // The record's hash, as hexadecimal digits, and its line feed.
    private const int MarkLength = 65;

    private readonly byte[] _mark = new byte[MarkLength];
    private readonly byte[] _found = new byte[MarkLength];
    private SegmentName _segment;
    private long _next;
    private long _offset;

    /// <summary>The reader has passed a record.</summary>
    /// <param name="segment">Its segment.</param>
    /// <param name="next">The number after it.</param>
    /// <param name="offset">Where the line after it begins.</param>
    /// <param name="line">Its line.</param>
    public void Passed(SegmentName segment, long next, long offset, ReadOnlySpan<byte> line)
    {
        if (line.Length < MarkLength)
        {
            return;
        }

        line[^(MarkLength - 1)..].CopyTo(_mark);
        _mark[^1] = (byte)'\n';
        (_segment, _next, _offset) = (segment, next, offset);
    }

    /// <summary>Sets the stream to where reading from a number may begin, and gives the number and offset there.</summary>
    public (long Sequence, long Offset) Find(SegmentName segment, long from, Stream stream)
    {
        if (_next > 0 && segment == _segment && _next <= from)
        {
            stream.Position = _offset - MarkLength;
            if (stream.ReadAtLeast(_found, MarkLength, throwOnEndOfStream: false) == MarkLength && _found.AsSpan().SequenceEqual(_mark))
            {
                return (_next, _offset);
            }

            stream.Position = 0;
        }

        return (segment.First, 0);
    }
}
