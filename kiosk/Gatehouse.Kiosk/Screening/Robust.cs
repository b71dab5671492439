namespace Gatehouse.Kiosk.Screening;

/// <summary>Where many values lie and how far apart, moved little by a few that are odd.</summary>
public static class Robust
{
    /// <summary>The median of one value or more.</summary>
    public static double MedianOf(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1
            ? sorted[sorted.Length / 2]
            : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>The median distance of values from their median (MAD).</summary>
    public static double MedianDistance(IEnumerable<double> values, double median) => MedianOf(values.Select(value => Math.Abs(value - median)));
}
