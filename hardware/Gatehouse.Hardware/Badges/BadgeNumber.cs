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
    /// <summary>The form in which it is hashed and printed on a roster: <c>H10301:123:4567</c>, <c>UID:04A1B2C3</c>.</summary>
    public override string ToString() => $"{Format}:{Number}";
}
