using System.Globalization;
using System.Text;
using static Gatehouse.Kiosk.Maintenance.Wording;

namespace Gatehouse.Kiosk.Maintenance;

/// <summary>Draws deviations as a few lines of text: one a point, a bar to the left or right of zero.</summary>
internal static class TextPlot
{
    private const int HalfWidth = 24;

    /// <summary>Draws.</summary>
    /// <param name="points">Each with its temperature and how far off it is, °C.</param>
    /// <param name="full">What the whole half width stands for, °C.</param>
    public static string Of(IReadOnlyList<(double At, double Off)> points, double full)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{"",9}{-full,-HalfWidth:+0.0;-0.0}0{full,HalfWidth:+0.0;-0.0} °C");
        foreach (var (at, off) in points)
        {
            var bar = Math.Min(HalfWidth, (int)Math.Round(Math.Abs(off) / full * HalfWidth));
            var left = off < 0 ? new string('█', bar).PadLeft(HalfWidth) : new string(' ', HalfWidth);
            var right = off < 0 ? new string(' ', HalfWidth) : new string('█', bar).PadRight(HalfWidth);
            text.Append(CultureInfo.InvariantCulture, $"\n{at,6:0.00} °C{left}│{right}{WithSign(off),7}");
        }

        return text.ToString();
    }
}
