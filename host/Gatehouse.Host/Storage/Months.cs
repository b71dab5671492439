using System.Globalization;

namespace Gatehouse.Host.Storage;

/// <summary>Months as numbers, such as 202603.</summary>
internal static class Months
{
    /// <summary>The month of a time, UTC.</summary>
    public static int Of(DateTimeOffset at) => (at.UtcDateTime.Year * 100) + at.UtcDateTime.Month;

    /// <summary>The month after.</summary>
    public static int After(int month) => month % 100 == 12 ? month + 89 : month + 1;

    /// <summary>Its digits.</summary>
    public static string Text(int month) => month.ToString("D6", CultureInfo.InvariantCulture);
}
