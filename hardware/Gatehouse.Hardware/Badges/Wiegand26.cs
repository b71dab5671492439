using System.Numerics;

namespace Gatehouse.Hardware.Badges;

/// <summary>
/// The 26-bit format H10301. First bit sent is the highest: even parity over bits 2-13, facility code in bits 2-9,
/// card number in bits 10-25, odd parity over bits 14-25.
/// </summary>
public static class Wiegand26
{
    /// <summary>The format's name.</summary>
    public const string Format = "H10301";

    /// <summary>Bits in a frame.</summary>
    public const int Length = 26;

    // Each half holds its own parity bit, so that a sound left half has an even, a sound right half an odd count.
    private const ulong LeftHalf = 0x3FFE000;
    private const ulong RightHalf = 0x0001FFF;
    private const int FacilityShift = 17;
    private const int CardShift = 1;

    /// <summary>Reads a frame.</summary>
    /// <param name="frame">Its bits, the last one lowest.</param>
    /// <param name="length">How many bits came.</param>
    public static WiegandDecoding Decode(ulong frame, int length) =>
        length != Length || frame >> Length != 0
            ? new WiegandDecoding(null, WiegandFault.Length)
            : IsOdd(frame & LeftHalf) || !IsOdd(frame & RightHalf)
                ? new WiegandDecoding(null, WiegandFault.Parity)
                : new WiegandDecoding(
                    new BadgeNumber(Format, (int)(frame >> FacilityShift) & 0xFF, (int)(frame >> CardShift) & 0xFFFF), null);

    /// <summary>The frame of a badge, the last bit lowest.</summary>
    /// <param name="badge">A badge of this format.</param>
    /// <exception cref="ArgumentException">It is of another format or does not fit into 26 bits.</exception>
    public static ulong Encode(BadgeNumber badge)
    {
        if (badge.Format != Format || badge.Facility is < 0 or > 0xFF || badge.Card is < 0 or > 0xFFFF)
        {
            throw new ArgumentException($"{badge} is no badge of {Format}: a facility of 0 to 255, a card of 0 to 65535.", nameof(badge));
        }

        var frame = ((ulong)badge.Facility << FacilityShift) | ((ulong)badge.Card << CardShift);
        frame |= IsOdd(frame & LeftHalf) ? 1ul << (Length - 1) : 0;
        frame |= IsOdd(frame & RightHalf) ? 0 : 1ul;
        return frame;
    }

    private static bool IsOdd(ulong bits) => (BitOperations.PopCount(bits) & 1) == 1;
}
