namespace Gatehouse.Hardware.Cards;

/// <summary>What a reader sends to cards: bytes, lowest bit first, of which the last may be cut short.</summary>
/// <param name="Bytes">The bytes with their check, if the frame has one.</param>
/// <param name="Bits">How many bits are sent; the last byte's rest is not.</param>
public readonly record struct CardFrame(ReadOnlyMemory<byte> Bytes, int Bits)
{
    private const int ShortBits = 7;

    /// <summary>WUPA: every card wakes and answers what kind it is, those that were halted too.</summary>
    public static CardFrame WakeUp { get; } = new(new byte[] { 0x52 }, ShortBits);

    /// <summary>REQA: every card answers what kind it is that has not been halted.</summary>
    public static CardFrame Request { get; } = new(new byte[] { 0x26 }, ShortBits);

    /// <summary>HLTA: the selected card halts. Its silence says that it did.</summary>
    public static CardFrame Halt { get; } = Closed([0x50, 0x00]);

    /// <summary>How many bits of its last byte are sent, 0 for all.</summary>
    public int LastBits => Bits % 8;

    /// <summary>At which bit of a byte the answer begins: to an anticollision frame within the byte in which that ended.</summary>
    public int AnswerBit => Bits == ShortBits ? 0 : LastBits;

    /// <summary>Whole bytes with their check behind them.</summary>
    /// <param name="bytes">The bytes before the check.</param>
    public static CardFrame Closed(ReadOnlySpan<byte> bytes)
    {
        var frame = CrcA.Close(bytes);
        return new CardFrame(frame, 8 * frame.Length);
    }
}
