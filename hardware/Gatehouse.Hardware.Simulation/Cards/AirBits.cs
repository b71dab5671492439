namespace Gatehouse.Hardware.Simulation.Cards;

/// <summary>Bytes as they go over the air: bit by bit, the lowest first.</summary>
internal static class AirBits
{
    public static bool[] Of(ReadOnlySpan<byte> bytes, int count)
    {
        var bits = new bool[count];
        for (var bit = 0; bit < count; bit++)
        {
            bits[bit] = (bytes[bit / 8] >> (bit % 8) & 1) != 0;
        }

        return bits;
    }

    /// <summary>Packs bits into bytes, the first at a given bit of the first byte.</summary>
    public static byte[] Pack(ReadOnlySpan<bool> bits, int first = 0)
    {
        var bytes = new byte[(first + bits.Length + 7) / 8];
        for (var bit = 0; bit < bits.Length; bit++)
        {
            if (bits[bit])
            {
                bytes[(first + bit) / 8] |= (byte)(1 << ((first + bit) % 8));
            }
        }

        return bytes;
    }
}
