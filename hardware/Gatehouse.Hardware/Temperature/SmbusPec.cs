namespace Gatehouse.Hardware.Temperature;

/// <summary>
/// The packet error code of SMBus: CRC-8 with the polynomial x⁸+x²+x+1, from zero, highest bit first, over every
/// byte on the wire including both address bytes (SMBus 3.1, section 6.4).
/// </summary>
public static class SmbusPec
{
    private const byte Polynomial = 0x07;

    /// <summary>The code of a message.</summary>
    /// <param name="bytes">All bytes before the code, in the order of the wire.</param>
    public static byte Of(ReadOnlySpan<byte> bytes)
    {
        byte crc = 0;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (byte)((crc & 0x80) != 0 ? (crc << 1) ^ Polynomial : crc << 1);
            }
        }

        return crc;
    }

    /// <summary>The code of a read word: write address, command, read address, low byte, high byte.</summary>
    /// <param name="address">The 7-bit address.</param>
    /// <param name="command">The register.</param>
    /// <param name="word">The word that was read.</param>
    public static byte OfRead(int address, byte command, ushort word) =>
        Of([(byte)(address << 1), command, (byte)((address << 1) | 1), (byte)word, (byte)(word >> 8)]);

    /// <summary>The code of a written word: write address, command, low byte, high byte.</summary>
    /// <param name="address">The 7-bit address.</param>
    /// <param name="command">The register.</param>
    /// <param name="word">The word to write.</param>
    public static byte OfWrite(int address, byte command, ushort word) =>
        Of([(byte)(address << 1), command, (byte)word, (byte)(word >> 8)]);
}
