namespace Gatehouse.Hardware.Osdp;

/// <summary>The two ends an OSDP packet may have, over every byte from its start on (SIA OSDP 2.2, annex C).</summary>
public static class OsdpCheck
{
    private const ushort Polynomial = 0x1021;
    private const ushort Start = 0x1D0F;

    /// <summary>CRC-16 with the polynomial 0x1021, from 0x1D0F, highest bit first; sent with its low byte first.</summary>
    /// <param name="bytes">All bytes before it, from 0x53 on.</param>
    public static ushort Crc16(ReadOnlySpan<byte> bytes)
    {
        var crc = Start;
        foreach (var value in bytes)
        {
            crc ^= (ushort)(value << 8);
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (ushort)((crc & 0x8000) != 0 ? (crc << 1) ^ Polynomial : crc << 1);
            }
        }

        return crc;
    }

    /// <summary>The byte that makes the sum of all bytes zero.</summary>
    /// <param name="bytes">All bytes before it, from 0x53 on.</param>
    public static byte Checksum(ReadOnlySpan<byte> bytes)
    {
        var sum = 0;
        foreach (var value in bytes)
        {
            sum += value;
        }

        return (byte)-sum;
    }
}
