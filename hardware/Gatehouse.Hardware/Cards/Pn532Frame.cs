namespace Gatehouse.Hardware.Cards;

/// <summary>
/// A frame on the wire of a PN532 (user manual UM0701-02, section 6.2.1): <c>00 00 FF LEN LCS data DCS 00</c>, with
/// <c>FF FF</c> and a length of two bytes where the data are longer than 255.
/// </summary>
/// <param name="Kind">What it is.</param>
/// <param name="Data">Its data with the direction in front; empty for all but <see cref="Pn532FrameKind.Information"/>.</param>
public readonly record struct Pn532Frame(Pn532FrameKind Kind, ReadOnlyMemory<byte> Data)
{
    /// <summary>The direction, and first data byte, of what the host says.</summary>
    public const byte FromHost = 0xD4;

    /// <summary>The direction, and first data byte, of what the reader says.</summary>
    public const byte FromReader = 0xD5;

    /// <summary>The most data that a frame carries.</summary>
    public const int LongestData = 265;

    private const int LongestShort = 255;

    /// <summary>The bytes of an acknowledgement. From the host, it also ends the command under way.</summary>
    public static ReadOnlyMemory<byte> Acknowledge { get; } = new byte[] { 0x00, 0x00, 0xFF, 0x00, 0xFF, 0x00 };

    /// <summary>The bytes that ask for the last frame again.</summary>
    public static ReadOnlyMemory<byte> Repeat { get; } = new byte[] { 0x00, 0x00, 0xFF, 0xFF, 0x00, 0x00 };

    /// <summary>The bytes by which the reader says that it does not know the command or its form.</summary>
    public static ReadOnlyMemory<byte> Refusal { get; } = new byte[] { 0x00, 0x00, 0xFF, 0x01, 0xFF, 0x7F, 0x81, 0x00 };

    /// <summary>The bytes of an information frame.</summary>
    /// <param name="data">The data, 1 to 265 bytes, with the direction in front.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are none, or too many.</exception>
    public static byte[] Encode(ReadOnlySpan<byte> data)
    {
        ArgumentOutOfRangeException.ThrowIfZero(data.Length, nameof(data));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(data.Length, LongestData, nameof(data));
        byte high = (byte)(data.Length >> 8), low = (byte)data.Length;
        return data.Length <= LongestShort
            ? [0x00, 0x00, 0xFF, low, (byte)-low, .. data, Check(data), 0x00]
            : [0x00, 0x00, 0xFF, 0xFF, 0xFF, high, low, (byte)-(high + low), .. data, Check(data), 0x00];
    }

    /// <summary>What makes the sum of the data zero.</summary>
    /// <param name="data">The data with the direction.</param>
    public static byte Check(ReadOnlySpan<byte> data)
    {
        byte sum = 0;
        foreach (var value in data)
        {
            sum += value;
        }

        return (byte)-sum;
    }
}
