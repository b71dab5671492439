namespace Gatehouse.Host.Quality;

/// <summary>
/// Finds a thermometer that drifts by those who pass it, without a black body: what changes at one gate and not at the
/// others is neither the weather nor an illness. Daily medians in bands of the air, gate against gate, smoothed by an
/// exponentially weighted moving average against limits that chance alone passes about once in two years at each gate.
/// </summary>
public static class DriftChart
{
    /// <summary>The days by which a gate's place among the others is known; none of them can alarm.</summary>
    public const int BaselineDays = 20;

    private const double Band = 2;
    private const int FewestReadings = 20;
    private const double Smoothing = 0.2;

    // By simulation of gates that do not drift, which the tests repeat: one false alarm in about 700 days of a gate.
    private const double Widths = 3;

    // A median scatters so much more than a mean does; a normal spread is so much more than the median distance.
    private const double MedianError = 1.2533;
    private const double NormalSpread = 1.4826;

    /// <summary>Each gate against the others, day by day. A gate alone, or on a day with too few readings, is left out.</summary>
    public static IEnumerable<GateDay> Days(IEnumerable<GateReading> readings)
    {
        var bands = readings
            .GroupBy(r => (r.Day, Band: Math.Floor(r.Ambient / Band)))
            .SelectMany(band => Against(band.Key.Day, [.. band.GroupBy(r => r.Gate, StringComparer.Ordinal).Where(g => g.Count() >= FewestReadings).Select(Middle.Of)]));
        return bands
            .GroupBy(day => (day.Gate, day.Day))
            .Select(day => Together(day.Key.Gate, day.Key.Day, [.. day]))
            .OrderBy(day => day.Day)
            .ThenBy(day => day.Gate, StringComparer.Ordinal);
    }

    /// <summary>The control chart of one gate since it was last calibrated.</summary>
    /// <param name="days">Its days in their order, from the calibration on.</param>
    public static IReadOnlyList<DriftSignal> Of(IReadOnlyList<GateDay> days)
    {
        if (days.Count <= BaselineDays)
        {
            return [];
        }

        var first = days.Take(BaselineDays).ToArray();
        var (place, placeError) = Mean(first);

        // Gates also differ from day to day by who passes where: what the first days scatter beyond their errors.
        var scatter = first.Sum(d => (d.Difference - place) * (d.Difference - place)) / (BaselineDays - 1);
        var between = Math.Max(0, scatter - first.Average(d => d.Error * d.Error));
        placeError = Math.Sqrt((placeError * placeError) + (between / BaselineDays));
        var signals = new List<DriftSignal>();
        var (level, variance) = (0.0, 0.0);
        foreach (var day in days.Skip(BaselineDays))
        {
            level = ((1 - Smoothing) * level) + (Smoothing * (day.Difference - place));
            variance = ((1 - Smoothing) * (1 - Smoothing) * variance) + (Smoothing * Smoothing * ((day.Error * day.Error) + between));
            signals.Add(new DriftSignal(day.Day, level, Widths * Math.Sqrt(variance + (placeError * placeError))));
        }

        return signals;
    }

    private static IEnumerable<GateDay> Against(DateOnly day, IReadOnlyList<Middle> gates)
    {
        foreach (var gate in gates)
        {
            var others = gates.Where(g => g.Gate != gate.Gate).ToArray();
            if (others.Length > 0)
            {
                var error = Math.Sqrt((gate.Error * gate.Error) + (others.Sum(o => o.Error * o.Error) / (others.Length * others.Length)));
                yield return new GateDay(gate.Gate, day, gate.Readings, gate.Median - others.Average(o => o.Median), error);
            }
        }
    }

    private static GateDay Together(string gate, DateOnly day, IReadOnlyList<GateDay> bands)
    {
        var (difference, error) = Mean(bands);
        return new GateDay(gate, day, bands.Sum(b => b.Readings), difference, error);
    }

    /// <summary>The mean weighted by how well each is known.</summary>
    private static (double Mean, double Error) Mean(IReadOnlyList<GateDay> days)
    {
        var weight = days.Sum(d => 1 / (d.Error * d.Error));
        return (days.Sum(d => d.Difference / (d.Error * d.Error)) / weight, Math.Sqrt(1 / weight));
    }

    private static double MedianOf(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private readonly record struct Middle(string Gate, int Readings, double Median, double Error)
    {
        // A crowd whose readings are all alike is no better known than a hundredth of a degree.
        private const double LeastSpread = 0.05;

        public static Middle Of(IGrouping<string, GateReading> readings)
        {
            var skins = readings.Select(r => r.Skin).ToArray();
            var median = MedianOf(skins);
            var spread = Math.Max(LeastSpread, NormalSpread * MedianOf(skins.Select(s => Math.Abs(s - median))));
            return new Middle(readings.Key, skins.Length, median, MedianError * spread / Math.Sqrt(skins.Length));
        }
    }
}
