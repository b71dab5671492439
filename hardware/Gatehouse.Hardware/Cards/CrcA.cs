namespace Gatehouse.Hardware.Cards;

/// <summary>
/// CRC_A, which closes the frames of ISO/IEC 14443-3 type A: the polynomial x¹⁶+x¹²+x⁵+1, from 0x6363, lowest bit
/// first, sent low byte first (annex B).
/// </summary>
public static class CrcA
{
    private const ushort Start = 0x6363;
    private const ushort ReversedPolynomial = 0x8408;

    /// <summary>The code of a frame.</summary>
    /// <param name="bytes">All bytes before the code.</param>
    public static ushort Of(ReadOnlySpan<byte> bytes)
    {
        var crc = Start;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (ushort)((crc & 1) != 0 ? (crc >> 1) ^ ReversedPolynomial : crc >> 1);
            }
        }

        return crc;
    }

    /// <summary>A frame with its code behind it.</summary>
    /// <param name="bytes">All bytes before the code.</param>
    public static byte[] Close(ReadOnlySpan<byte> bytes)
    {
        var crc = Of(bytes);
        return [.. bytes, (byte)crc, (byte)(crc >> 8)];
    }

    /// <summary>Whether the last two bytes of a frame are the code of those before.</summary>
    /// <param name="frame">The frame with its code.</param>
    public static bool Closes(ReadOnlySpan<byte> frame) =>
        frame.Length > 2 && Of(frame[..^2]) == (ushort)(frame[^2] | (frame[^1] << 8));
}
