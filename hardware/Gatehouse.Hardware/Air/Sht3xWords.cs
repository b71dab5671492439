using System.Buffers.Binary;
using Gatehouse.Hardware.Temperature;

namespace Gatehouse.Hardware.Air;

/// <summary>
/// The bytes of a Sensirion SHT3x (datasheet SHT3x-DIS, version 7): a command is a word, a result two words, temperature
/// and humidity, each with a check byte.
/// </summary>
public static class Sht3xWords
{
    /// <summary>Measures once with high repeatability, without holding the clock down meanwhile (section 4.3, table 9).</summary>
    public const ushort Measure = 0x2400;

    /// <summary>The length of a result, in bytes.</summary>
    public const int ResultLength = 6;

    private const byte CheckBegins = 0xFF;
    private const byte CheckPolynomial = 0x31;
    private const double Full = ushort.MaxValue;

    /// <summary>CRC-8 with the polynomial x⁸+x⁵+x⁴+1 from 0xFF, highest bit first (section 4.12: 0xBEEF gives 0x92).</summary>
    /// <param name="word">The word's two bytes, the high one first.</param>
    public static byte Check(ReadOnlySpan<byte> word)
    {
        var crc = CheckBegins;
        foreach (var value in word)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (byte)((crc & 0x80) != 0 ? (crc << 1) ^ CheckPolynomial : crc << 1);
            }
        }

        return crc;
    }

    /// <summary>What a result says; null when a check byte does not fit.</summary>
    /// <param name="result">Six bytes.</param>
    public static AirSample? Read(ReadOnlySpan<byte> result) =>
        Check(result[..2]) == result[2] && Check(result[3..5]) == result[5]
            ? new AirSample(
                new Celsius(-45 + (175 * BinaryPrimitives.ReadUInt16BigEndian(result) / Full)),
                100 * BinaryPrimitives.ReadUInt16BigEndian(result[3..]) / Full)
            : null;

    /// <summary>The result that says this.</summary>
    /// <param name="sample">A temperature from -45 to 130 °C and a humidity from 0 to 100 %.</param>
    /// <param name="result">Gets six bytes.</param>
    public static void Write(AirSample sample, Span<byte> result)
    {
        BinaryPrimitives.WriteUInt16BigEndian(result, (ushort)Math.Round((sample.Temperature.Degrees + 45) / 175 * Full));
        result[2] = Check(result[..2]);
        BinaryPrimitives.WriteUInt16BigEndian(result[3..], (ushort)Math.Round(sample.Humidity / 100 * Full));
        result[5] = Check(result[3..5]);
    }
}
