namespace Gatehouse.Hardware.Osdp;

/// <summary>
/// Finds packets in a stream of bytes. What is no packet is skipped byte by byte, so that a false start or a false
/// length hides no packet behind it; it keeps no more than one packet's length, whatever comes.
/// </summary>
public sealed class OsdpDecoder
{
    private readonly byte[] _kept = new byte[OsdpPacket.Longest];
    private int _length;

    /// <summary>How many beginnings of a packet were none, or had a wrong CRC, checksum or security block.</summary>
    public long Refused { get; private set; }

    /// <summary>Takes bytes until a packet is complete.</summary>
    /// <param name="bytes">What has come; afterwards what was not taken.</param>
    /// <returns>A packet, and there may be more; null when all bytes were taken and more must come.</returns>
    public OsdpPacket? Next(ref ReadOnlySpan<byte> bytes)
    {
        while (true)
        {
            if (Look() is { } packet)
            {
                return packet;
            }

            if (bytes.IsEmpty)
            {
                return null;
            }

            _kept[_length++] = bytes[0];
            bytes = bytes[1..];
        }
    }

    /// <summary>Forgets what has come.</summary>
    public void Clear() => _length = 0;

    /// <summary>The packet at the beginning of what is kept; whatever cannot begin one is dropped.</summary>
    private OsdpPacket? Look()
    {
        while (true)
        {
            var start = _kept.AsSpan(0, _length).IndexOf(OsdpPacket.Start);
            Drop(start < 0 ? _length : start);
            if (_length < OsdpPacket.HeaderLength)
            {
                return null;
            }

            if (OsdpPacket.LengthOf(_kept) is { } length)
            {
                if (_length < length)
                {
                    return null;
                }

                if (OsdpPacket.Read(_kept.AsSpan(0, length)) is { } packet)
                {
                    Drop(length);
                    return packet;
                }
            }

            Refused++;
            Drop(1);
        }
    }

    private void Drop(int count)
    {
        _kept.AsSpan(count, _length - count).CopyTo(_kept);
        _length -= count;
    }
}
