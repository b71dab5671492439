namespace Gatehouse.Hardware.Cards;

/// <summary>
/// Finds the frames of a PN532 in a stream of bytes that may begin anywhere and may lack or hold any byte. Behind the
/// start of a frame that proves to be none it looks again from the next byte, so that a sound frame inside is found.
/// It holds no more than two of the longest frames, whatever comes.
/// </summary>
public sealed class Pn532FrameParser
{
    private const int StartLength = 2;
    private const int Overhead = 8;
    private const int Held = 2 * (Pn532Frame.LongestData + Overhead);

    private readonly byte[] _held = new byte[Held];
    private int _length;

    /// <summary>How many bytes can be taken in before the next <see cref="TryRead"/>; at least one after it returned false.</summary>
    public int Room => Held - _length;

    /// <summary>Whether a frame has begun and is not whole.</summary>
    public bool IsWithinFrame => _length >= StartLength;

    /// <summary>Takes bytes in.</summary>
    /// <param name="bytes">No more than there is <see cref="Room"/> for.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are more.</exception>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes.Length, Room, nameof(bytes));
        bytes.CopyTo(_held.AsSpan(_length));
        _length += bytes.Length;
    }

    /// <summary>Forgets what has come.</summary>
    public void Clear() => _length = 0;

    /// <summary>Gives up the frame under way, because nothing more comes: what was taken for its inside is looked at anew.</summary>
    public void GiveUp() => Drop(Math.Min(_length, 1));

    /// <summary>The next frame, sound or damaged.</summary>
    /// <param name="frame">The frame.</param>
    /// <returns>False when more bytes are needed.</returns>
    public bool TryRead(out Pn532Frame frame)
    {
        frame = default;
        SeekStart();
        // A start code, a length and its check: less cannot be judged.
        if (_length < StartLength + 2)
        {
            return false;
        }

        var body = _held.AsSpan(StartLength, _length - StartLength);
        switch (body[0], body[1])
        {
            case (0x00, 0xFF):
                frame = Take(Pn532FrameKind.Acknowledge, 2);
                return true;
            case (0xFF, 0x00):
                frame = Take(Pn532FrameKind.Repeat, 2);
                return true;
            case (0xFF, 0xFF):
                return body.Length >= 5 && Judge(5, (body[2] << 8) | body[3], (byte)(body[2] + body[3] + body[4]), out frame);
            default:
                return Judge(2, body[0], (byte)(body[0] + body[1]), out frame);
        }
    }

    /// <summary>Judges a frame by its length, then by its data once they are there.</summary>
    private bool Judge(int header, int length, byte sum, out Pn532Frame frame)
    {
        frame = default;
        if (sum != 0 || length is 0 or > Pn532Frame.LongestData)
        {
            frame = Spoil();
            return true;
        }

        var end = StartLength + header + length;
        if (_length <= end)
        {
            return false;
        }

        var data = _held.AsSpan(end - length, length);
        if (Pn532Frame.Check(data) != _held[end])
        {
            frame = Spoil();
            return true;
        }

        var kind = data is [0x7F] ? Pn532FrameKind.Refusal : Pn532FrameKind.Information;
        frame = new Pn532Frame(kind, kind == Pn532FrameKind.Information ? data.ToArray() : default);
        Drop(end + 1);
        return true;
    }

    /// <summary>Drops what stands before the next <c>00 FF</c>, or before a zero that may become one.</summary>
    private void SeekStart()
    {
        var start = _held.AsSpan(0, _length).IndexOf([(byte)0x00, (byte)0xFF]);
        Drop(start >= 0 ? start : _length > 0 && _held[_length - 1] == 0x00 ? _length - 1 : _length);
    }

    private Pn532Frame Take(Pn532FrameKind kind, int header)
    {
        Drop(StartLength + header);
        return new Pn532Frame(kind, default);
    }

    private Pn532Frame Spoil()
    {
        GiveUp();
        return new Pn532Frame(Pn532FrameKind.Damaged, default);
    }

    private void Drop(int count)
    {
        _held.AsSpan(count, _length - count).CopyTo(_held);
        _length -= count;
    }
}
