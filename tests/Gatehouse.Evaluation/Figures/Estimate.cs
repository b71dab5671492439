namespace Gatehouse.Evaluation.Figures;

/// <summary>An estimate and its 95 % confidence interval.</summary>
/// <param name="Value">The estimate.</param>
/// <param name="From">The interval's lower end.</param>
/// <param name="To">Its upper end.</param>
internal readonly record struct Estimate(double Value, double From, double To)
{
    private const double Z = 1.959964;

    /// <summary>A share by the interval of Wilson; null of nobody.</summary>
    public static Estimate? OfShare(int some, int all)
    {
        if (all == 0)
        {
            return null;
        }

        var share = (double)some / all;
        var centre = (share + (Z * Z / (2 * all))) / (1 + (Z * Z / all));
        var half = Z / (1 + (Z * Z / all)) * Math.Sqrt((share * (1 - share) / all) + (Z * Z / (4.0 * all * all)));
        return new Estimate(share, Math.Max(0, centre - half), Math.Min(1, centre + half));
    }

    /// <summary>
    /// The area under the curve: how often one of those who are ill scores higher than one who is not. Interval by DeLong,
    /// taken on the logit so that it stays below 1; null when either are fewer than two.
    /// </summary>
    public static Estimate? OfArea(IReadOnlyList<double> ill, IReadOnlyList<double> well)
    {
        if (ill.Count < 2 || well.Count < 2)
        {
            return null;
        }

        var ofIll = ill.Select(i => well.Average(w => Above(i, w))).ToArray();
        var ofWell = well.Select(w => ill.Average(i => Above(i, w))).ToArray();
        var area = ofIll.Average();
        if (area is <= 0 or >= 1)
        {
            return new Estimate(area, area, area);
        }

        var error = Math.Sqrt((Variance(ofIll, area) / ill.Count) + (Variance(ofWell, area) / well.Count));
        var logit = Math.Log(area / (1 - area));
        var half = Z * error / (area * (1 - area));
        return new Estimate(area, Logistic(logit - half), Logistic(logit + half));
    }

    private static double Above(double ill, double well) => ill > well ? 1 : ill < well ? 0 : 0.5;

    private static double Variance(double[] values, double mean) => values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1);

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));
}
