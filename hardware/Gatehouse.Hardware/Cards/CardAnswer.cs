namespace Gatehouse.Hardware.Cards;

/// <summary>What a reader heard after a <see cref="CardFrame"/>.</summary>
public readonly record struct CardAnswer
{
    private CardAnswer(ReadOnlyMemory<byte> bytes, bool isGarbled, int? collision)
    {
        Bytes = bytes;
        IsGarbled = isGarbled;
        Collision = collision;
    }

    /// <summary>Nothing answered.</summary>
    public static CardAnswer Silence { get; }

    /// <summary>Something answered that cannot be understood.</summary>
    public static CardAnswer Garbled { get; } = new(default, true, null);

    /// <summary>
    /// What was heard. An answer to a frame that ended within a byte goes on within that byte: the bits below are zero.
    /// </summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Whether it cannot be understood.</summary>
    public bool IsGarbled { get; }

    /// <summary>The first bit of <see cref="Bytes"/>, from 0, at which cards contradicted each other; null when none did.</summary>
    public int? Collision { get; }

    /// <summary>Whether nothing answered.</summary>
    public bool IsSilence => !IsGarbled && Collision is null && Bytes.IsEmpty;

    /// <summary>Bytes that every card that answered agreed on.</summary>
    /// <param name="bytes">At least one.</param>
    public static CardAnswer Of(ReadOnlyMemory<byte> bytes) => new(bytes, false, null);

    /// <summary>Bytes of several cards that agreed only up to a bit.</summary>
    /// <param name="bytes">What was heard; what follows the bit means nothing.</param>
    /// <param name="bit">The first bit, from 0, at which they did not.</param>
    public static CardAnswer Collided(ReadOnlyMemory<byte> bytes, int bit) => new(bytes, false, bit);
}
