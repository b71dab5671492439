namespace Gatehouse.Hardware.Badges;

/// <summary>What a reader saw: the format's name and its digits. It is personal; it is hashed with the site's key before anything keeps it.</summary>
/// <param name="Format">
/// The format: one of a <see cref="WiegandFormat"/> such as <c>H10301</c>, <c>UID</c> for a card's identifier,
/// <c>KEYS</c> for what a keyboard typed.
/// </param>
/// <param name="Number">
/// The digits: facility code and card number with a colon between, the card number alone where the format has no
/// facility code, upper-case hexadecimal for identifiers and raw bits.
/// </param>
public readonly record struct BadgeNumber(string Format, string Number)
{
    /// <summary>Reads the form that <see cref="ToString"/> writes.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static BadgeNumber Parse(string text) =>
        text.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && colon < text.Length - 1
            ? new BadgeNumber(text[..colon], text[(colon + 1)..])
            : throw new FormatException($"'{text}' is no badge: write its format and its number, such as H10301:123:4567 or UID:04A1B2C3D4E5F6.");

    /// <summary>The form in which it is hashed and printed on a roster: <c>H10301:123:4567</c>, <c>UID:04A1B2C3</c>.</summary>
    public override string ToString() => $"{Format}:{Number}";
}
