namespace Gatehouse.Hardware.Cards;

/// <summary>A card that a PN532 has selected.</summary>
/// <param name="Number">The number by which the PN532 knows it, 1 or 2.</param>
/// <param name="Uid">Its identifier.</param>
/// <param name="Acknowledge">What it can do (SAK).</param>
public sealed record Pn532Target(byte Number, CardUid Uid, byte Acknowledge)
{
    private const byte ExchangesApdus = 0x20;
    private const int Fixed = 5;

    /// <summary>Whether it speaks ISO/IEC 14443-4, so that APDUs can be exchanged with it.</summary>
    public bool SpeaksApdus => (Acknowledge & ExchangesApdus) != 0;

    /// <summary>Reads the answer to InListPassiveTarget for type A at 106 kbit/s (UM0701-02, section 7.3.5).</summary>
    /// <param name="answer">What follows the answer's code.</param>
    /// <returns>The cards, none when there are none; null when the answer contradicts itself or names an impossible identifier.</returns>
    public static IReadOnlyList<Pn532Target>? Parse(ReadOnlySpan<byte> answer)
    {
        if (answer.IsEmpty)
        {
            return null;
        }

        var targets = new List<Pn532Target>();
        var rest = answer[1..];
        for (var left = answer[0]; left > 0; left--)
        {
            if (ParseOne(ref rest) is not { } target)
            {
                return null;
            }

            targets.Add(target);
        }

        return rest.IsEmpty ? targets : null;
    }

    private static Pn532Target? ParseOne(ref ReadOnlySpan<byte> rest)
    {
        // Number, kind in two bytes, acknowledge, length of the identifier, identifier, then what it says of part 4.
        if (rest.Length < Fixed || rest.Length < Fixed + rest[4] || CardUid.Of(rest.Slice(Fixed, rest[4])) is not { } uid)
        {
            return null;
        }

        var target = new Pn532Target(rest[0], uid, rest[3]);
        rest = rest[(Fixed + rest[4])..];
        if (target.SpeaksApdus && !rest.IsEmpty)
        {
            // The length counts itself.
            if (rest[0] == 0 || rest[0] > rest.Length)
            {
                return null;
            }

            rest = rest[rest[0]..];
        }

        return target;
    }
}
