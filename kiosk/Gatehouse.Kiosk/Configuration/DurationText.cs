using System.Globalization;

namespace Gatehouse.Kiosk.Configuration;

/// <summary>Durations as people write them: <c>300 ms</c>, <c>5 s</c>, <c>2 min</c>.</summary>
public static class DurationText
{
    private static readonly (string Unit, TimeSpan Length)[] Units =
        [("ms", TimeSpan.FromMilliseconds(1)), ("min", TimeSpan.FromMinutes(1)), ("h", TimeSpan.FromHours(1)), ("s", TimeSpan.FromSeconds(1))];

    /// <summary>Reads a duration; false when it is not a number and a unit.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        foreach (var (unit, length) in Units)
        {
            if (text.EndsWith(unit, StringComparison.Ordinal)
                && double.TryParse(text[..^unit.Length].Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                // "-Infinity" is a number to the parser, too.
                && number >= 0 && number * length.TotalDays <= TimeSpan.MaxValue.TotalDays / 2)
            {
                duration = length * number;
                return true;
            }
        }

        duration = default;
        return false;
    }

    /// <summary>Writes a duration in its largest whole unit.</summary>
    public static string Format(TimeSpan duration)
    {
        foreach (var (unit, length) in Units.OrderByDescending(u => u.Length))
        {
            if (duration >= length && duration.Ticks % length.Ticks == 0)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{duration / length:0} {unit}");
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMilliseconds:0.###} ms");
    }
}
