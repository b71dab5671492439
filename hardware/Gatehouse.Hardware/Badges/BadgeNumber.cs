using System.Globalization;

namespace Gatehouse.Hardware.Badges;

/// <summary>What a reader saw: the format's name and its digits. It is personal; it is hashed with the site's key before anything keeps it.</summary>
/// <param name="Format">The format, such as <c>H10301</c>.</param>
/// <param name="Facility">Facility code, 0 to 255 in a 26-bit frame.</param>
/// <param name="Card">Card number, 0 to 65535 in a 26-bit frame.</param>
public readonly record struct BadgeNumber(string Format, int Facility, int Card)
{
    /// <summary>The form in which it is hashed and printed on a roster: <c>H10301:123:4567</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Format}:{Facility}:{Card}");
}
