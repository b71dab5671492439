using System.Globalization;
using System.Numerics;

namespace Gatehouse.Hardware.Badges;

/// <summary>
/// A Wiegand format: where its fields and its parities lie. Bits are counted from 1, the first one sent, which is the
/// highest. Even parity is bit 1, odd parity the last bit (Roger, "Wiegand interface", and HID's published formats).
/// </summary>
public sealed class WiegandFormat
{
    /// <summary>The longest frame there is room for.</summary>
    public const int Longest = 64;

    private readonly BitRange? _facility;
    private readonly BitRange _card;
    private readonly ulong _even;
    private readonly ulong _odd;

    private WiegandFormat(string name, int length, BitRange? facility, BitRange card, BitRange even, BitRange odd)
    {
        Name = name;
        Length = length;
        _facility = facility;
        _card = card;
        // A parity's mask holds its own bit, so that a sound half has an even, the other an odd count.
        _even = even.Mask(length) | new BitRange(1, 1).Mask(length);
        _odd = odd.Mask(length) | new BitRange(length, length).Mask(length);
    }

    private WiegandFormat(int length)
    {
        Name = string.Create(CultureInfo.InvariantCulture, $"RAW{length}");
        Length = length;
        _card = new BitRange(1, length);
    }

    /// <summary>26 bits: facility code in bits 2-9, card number in bits 10-25.</summary>
    public static WiegandFormat H10301 { get; } = new("H10301", 26, new(2, 9), new(10, 25), new(2, 13), new(14, 25));

    /// <summary>34 bits: facility code in bits 2-17, card number in bits 18-33.</summary>
    public static WiegandFormat H10306 { get; } = new("H10306", 34, new(2, 17), new(18, 33), new(2, 17), new(18, 33));

    /// <summary>37 bits: card number in bits 2-36. It cannot be told from <see cref="H10304"/> by its length.</summary>
    public static WiegandFormat H10302 { get; } = new("H10302", 37, null, new(2, 36), new(2, 19), new(19, 36));

    /// <summary>37 bits: facility code in bits 2-17, card number in bits 18-36. It cannot be told from <see cref="H10302"/> by its length.</summary>
    public static WiegandFormat H10304 { get; } = new("H10304", 37, new(2, 17), new(18, 36), new(2, 19), new(19, 36));

    /// <summary>The name: that of the format, or <c>RAW</c> and the number of bits.</summary>
    public string Name { get; }

    /// <summary>Bits in a frame.</summary>
    public int Length { get; }

    private bool HasParity => _even != 0;

    /// <summary>Any number of bits without parity, taken as they are: the number is their hexadecimal form.</summary>
    /// <param name="length">Bits in a frame, 1 to 64.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not between 1 and 64.</exception>
    public static WiegandFormat Raw(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Longest);
        return new WiegandFormat(length);
    }

    /// <summary>The format of a name such as <c>H10301</c> or <c>RAW40</c>; null when there is none.</summary>
    public static WiegandFormat? Named(string name) =>
        new[] { H10301, H10306, H10302, H10304 }.FirstOrDefault(format => format.Name == name)
        ?? (name.StartsWith("RAW", StringComparison.Ordinal)
            && int.TryParse(name.AsSpan(3), NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            && length is >= 1 and <= Longest
                ? new WiegandFormat(length)
                : null);

    /// <summary>A badge of this format.</summary>
    /// <param name="facility">The facility code; ignored by a format that has none.</param>
    /// <param name="card">The card number.</param>
    /// <exception cref="ArgumentOutOfRangeException">One does not fit into its field.</exception>
    public BadgeNumber Badge(int facility, long card) => Read(Encode(facility, card));

    /// <summary>Reads a frame.</summary>
    /// <param name="frame">Its bits, the last one lowest.</param>
    /// <param name="length">How many bits came.</param>
    public WiegandDecoding Decode(ulong frame, int length) =>
        length != Length || (Length < Longest && frame >> Length != 0)
            ? new WiegandDecoding(null, WiegandFault.Length)
            : HasParity && (IsOdd(frame & _even) || !IsOdd(frame & _odd))
                ? new WiegandDecoding(null, WiegandFault.Parity)
                : new WiegandDecoding(Read(frame), null);

    /// <summary>The frame of a facility code and a card number, the last bit lowest.</summary>
    /// <param name="facility">The facility code; ignored by a format that has none.</param>
    /// <param name="card">The card number; a raw format's bits.</param>
    /// <exception cref="ArgumentOutOfRangeException">One does not fit into its field.</exception>
    public ulong Encode(int facility, long card)
    {
        var frame = _card.Place((ulong)card, Length, nameof(card)) | (_facility?.Place((ulong)facility, Length, nameof(facility)) ?? 0);
        if (HasParity)
        {
            frame |= IsOdd(frame & _even) ? 1ul << (Length - 1) : 0;
            frame |= IsOdd(frame & _odd) ? 0 : 1ul;
        }

        return frame;
    }

    /// <summary>The frame of a badge of this format, the last bit lowest.</summary>
    /// <param name="badge">The badge.</param>
    /// <exception cref="ArgumentException">It is of another format or does not fit.</exception>
    public ulong Encode(BadgeNumber badge)
    {
        var digits = badge.Number.Split(':');
        var fits = badge.Format == Name && digits.Length == (_facility is null ? 1 : 2);
        var facility = 0;
        fits = fits && (_facility is null || int.TryParse(digits[0], NumberStyles.None, CultureInfo.InvariantCulture, out facility));
        var style = HasParity ? NumberStyles.None : NumberStyles.AllowHexSpecifier;
        return fits && long.TryParse(digits[^1], style, CultureInfo.InvariantCulture, out var card)
            ? Encode(facility, card)
            : throw new ArgumentException($"{badge} is no badge of {Name}.", nameof(badge));
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private BadgeNumber Read(ulong frame)
    {
        var card = _card.Of(frame, Length);
        var number = !HasParity ? card.ToString("X" + ((Length + 3) / 4).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
            : _facility is { } facility ? string.Create(CultureInfo.InvariantCulture, $"{facility.Of(frame, Length)}:{card}")
            : card.ToString(CultureInfo.InvariantCulture);
        return new BadgeNumber(Name, number);
    }

    private static bool IsOdd(ulong bits) => (BitOperations.PopCount(bits) & 1) == 1;

    /// <summary>Bits of a frame from one to another, both among them.</summary>
    private readonly record struct BitRange(int First, int Last)
    {
        private ulong Ones => ulong.MaxValue >> (Longest - (Last - First + 1));

        public ulong Mask(int length) => Ones << (length - Last);

        public ulong Of(ulong frame, int length) => (frame >> (length - Last)) & Ones;

        public ulong Place(ulong value, int length, string name)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, Ones, name);
            return value << (length - Last);
        }
    }
}
