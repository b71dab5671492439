using Gatehouse.Hardware.Temperature;
using Gatehouse.Kiosk.Calibration;

namespace Gatehouse.Kiosk.Maintenance;

/// <summary>Samples of one temperature, and whether they are at rest.</summary>
/// <param name="wanted">How many make a mean.</param>
/// <param name="noise">The thermometer's noise in one sample, °C.</param>
internal sealed class SampleSeries(int wanted, double noise)
{
    // Of samples that only scatter one series in twenty looks as if it drifted more than this, and is taken anew.
    private const double DriftWidths = 2;

    // A series that scatters more than this is disturbed; of 20 sound samples fewer than one in a thousand series does.
    private const double ScatterWidths = 1.5;

    private readonly List<(double Seen, double Ambient)> _samples = [];

    public int Count => _samples.Count;

    public bool IsWhole => _samples.Count == wanted;

    public double Mean => _samples.Average(s => s.Seen);

    public double Ambient => _samples.Average(s => s.Ambient);

    public double Range => _samples.Max(s => s.Seen) - _samples.Min(s => s.Seen);

    public double MostDeviation => ScatterWidths * noise;

    public double Deviation
    {
        get
        {
            var mean = Mean;
            return _samples.Count < 2 ? 0 : Math.Sqrt(_samples.Sum(s => (s.Seen - mean) * (s.Seen - mean)) / (_samples.Count - 1));
        }
    }

    /// <summary>How far the samples moved from the first to the last by the straight line through them, °C.</summary>
    public double Drift => Slope() * (_samples.Count - 1);

    /// <summary>Whether the samples only scatter: enough of them, not too far apart, none the way of the others before it, and not one and the same word as of a frozen thermometer.</summary>
    public bool IsStable => IsWhole && Range > 0 && Deviation <= MostDeviation && IsAtRest;

    /// <summary>Whether the samples do not go one way, by more than they scatter about it.</summary>
    public bool IsAtRest => IsWhole && Math.Abs(Drift) <= DriftWidths * Math.Max(noise, Scatter()) * (_samples.Count - 1) / Math.Sqrt(Spread());

    public void Add(Celsius seen, Celsius ambient)
    {
        _samples.Add((seen.Degrees, ambient.Degrees));
    }

    public MeasuredPoint ToPoint(double reference, double shown) => new(reference, shown, Mean, _samples.Count, Deviation);

    public void Clear() => _samples.Clear();

    /// <summary>The standard deviation about the straight line through the samples, °C.</summary>
    private double Scatter()
    {
        var (mean, slope) = (Mean, Slope());
        var left = _samples.Sum(s => (s.Seen - mean) * (s.Seen - mean)) - (slope * slope * Spread());
        return Math.Sqrt(Math.Max(0, left) / Math.Max(1, _samples.Count - 2));
    }

    private double Slope()
    {
        var middle = (_samples.Count - 1) / 2.0;
        return _samples.Count < 2 ? 0 : _samples.Select((s, i) => (i - middle) * s.Seen).Sum() / Spread();
    }

    private double Spread()
    {
        double n = _samples.Count;
        return n * ((n * n) - 1) / 12;
    }
}
