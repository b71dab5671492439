namespace Gatehouse.Demo.Results;

/// <summary>Percentiles by the nearest rank.</summary>
public static class Percentile
{
    /// <summary>The smallest value that is not less than this share of all; null when there is none.</summary>
    /// <param name="values">The values, in any order.</param>
    /// <param name="share">0 to 1.</param>
    public static double? Of(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? null : sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Count) - 1)];
    }
}
