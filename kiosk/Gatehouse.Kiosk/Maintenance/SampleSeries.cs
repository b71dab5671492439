using Gatehouse.Hardware.Temperature;
using Gatehouse.Kiosk.Calibration;

namespace Gatehouse.Kiosk.Maintenance;

/// <summary>The latest samples of one temperature, and whether they have come to rest.</summary>
/// <param name="wanted">How many make a mean.</param>
/// <param name="noise">The thermometer's noise in one sample, °C.</param>
internal sealed class SampleSeries(int wanted, double noise)
{
    // Of samples that only scatter, fewer than one series in a hundred looks as if it drifted more than this.
    private const double DriftWidths = 3;

    // A series that scatters more than this is disturbed; of 20 sound samples fewer than one in a thousand series does.
    private const double ScatterWidths = 1.5;

    private readonly Queue<(double Seen, double Ambient)> _latest = new();

    public int Count => _latest.Count;

    public bool IsWhole => _latest.Count == wanted;

    public double Mean => _latest.Average(s => s.Seen);

    public double Ambient => _latest.Average(s => s.Ambient);

    public double Range => _latest.Max(s => s.Seen) - _latest.Min(s => s.Seen);

    public double MostDeviation => ScatterWidths * noise;

    public double Deviation
    {
        get
        {
            var mean = Mean;
            return _latest.Count < 2 ? 0 : Math.Sqrt(_latest.Sum(s => (s.Seen - mean) * (s.Seen - mean)) / (_latest.Count - 1));
        }
    }

    /// <summary>How far the samples moved from the first to the last by the straight line through them, °C.</summary>
    public double Drift
    {
        get
        {
            var middle = (_latest.Count - 1) / 2.0;
            var slope = _latest.Select((s, i) => (i - middle) * s.Seen).Sum() / Spread();
            return slope * (_latest.Count - 1);
        }
    }

    /// <summary>Whether the samples only scatter: enough of them, not too far apart, and none the way of the others before it.</summary>
    public bool IsStable => IsWhole && Deviation <= MostDeviation && IsAtRest;

    /// <summary>Whether the samples do not go one way.</summary>
    public bool IsAtRest => Math.Abs(Drift) <= MostDrift;

    private double MostDrift => DriftWidths * noise * (_latest.Count - 1) / Math.Sqrt(Spread());

    public void Add(Celsius seen, Celsius ambient)
    {
        _latest.Enqueue((seen.Degrees, ambient.Degrees));
        if (_latest.Count > wanted)
        {
            _latest.Dequeue();
        }
    }

    public MeasuredPoint ToPoint(double reference, double shown) => new(reference, shown, Mean, _latest.Count, Deviation);

    private double Spread()
    {
        double n = _latest.Count;
        return n * ((n * n) - 1) / 12;
    }
}
