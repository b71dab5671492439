using System.Globalization;

namespace Gatehouse.Kiosk.Maintenance;

/// <summary>Numbers as people read them.</summary>
public static class Wording
{
    /// <summary>A text with its numbers in the invariant culture.</summary>
    public static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>Hundredths of a degree with their sign; none before a zero.</summary>
    public static string WithSign(double degrees) =>
        Math.Round(degrees, 2) is var rounded && rounded == 0 ? "0.00" : rounded.ToString("+0.00;-0.00", CultureInfo.InvariantCulture);
}
