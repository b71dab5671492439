using Gatehouse.Hardware.Badges;

namespace Gatehouse.Hardware.Cards;

/// <summary>A card's identifier as ISO/IEC 14443-3 type A has it: 4, 7 or 10 bytes.</summary>
public sealed record CardUid
{
    /// <summary>The cascade tag. It stands in place of an identifier's first byte on the air and says that more follows.</summary>
    public const byte CascadeTag = 0x88;

    private const byte RandomFirst = 0x08;

    private CardUid(byte[] bytes)
    {
        Digits = Convert.ToHexString(bytes);
        IsRandom = bytes is [RandomFirst, _, _, _];
    }

    /// <summary>Upper-case hexadecimal, in the order of the air.</summary>
    public string Digits { get; }

    /// <summary>Whether the card made it up when it came into the field: the next time it will have another.</summary>
    public bool IsRandom { get; }

    /// <summary>The badge that the identifier is.</summary>
    public BadgeNumber Badge => new("UID", Digits);

    /// <summary>An identifier, or null when no card may have it.</summary>
    /// <param name="bytes">Without cascade tags.</param>
    /// <remarks>
    /// The cascade tag may be neither the first byte of 4 nor the fourth of 7 (ISO/IEC 14443-3, amendment 1 of 2005):
    /// such an identifier cannot be told from the beginning of a longer one.
    /// </remarks>
    public static CardUid? Of(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [CascadeTag, _, _, _] or [_, _, _, CascadeTag, _, _, _] => null,
        { Length: 4 or 7 or 10 } => new CardUid(bytes.ToArray()),
        _ => null,
    };

    /// <inheritdoc/>
    public override string ToString() => Digits;
}
