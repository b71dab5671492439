using System.Buffers.Binary;
using Gatehouse.Hardware.Badges;

namespace Gatehouse.Hardware.Osdp;

/// <summary>A card as bits: the payload of osdp_RAW.</summary>
/// <param name="Length">How many bits.</param>
/// <param name="Bits">The bits, the last one lowest; zero when there are more than 64, of which no format is.</param>
public readonly record struct OsdpCard(int Length, ulong Bits)
{
    // Reader, format, and the number of bits with its low byte first.
    private const int BeforeBits = 4;

    /// <summary>Reads the payload, in which the first bit is the highest of the first byte; null when it is none.</summary>
    public static OsdpCard? Read(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < BeforeBits)
        {
            return null;
        }

        var length = BinaryPrimitives.ReadUInt16LittleEndian(payload[2..]);
        var bytes = payload[BeforeBits..];
        if (length == 0 || bytes.Length != (length + 7) / 8)
        {
            return null;
        }

        if (length > WiegandFormat.Longest)
        {
            return new OsdpCard(length, 0);
        }

        var bits = 0ul;
        foreach (var value in bytes)
        {
            bits = bits << 8 | value;
        }

        return new OsdpCard(length, bits >> ((8 * bytes.Length) - length));
    }
}
