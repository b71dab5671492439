using Gatehouse.Hardware.Temperature;
using Gatehouse.Kiosk.Screening;

namespace Gatehouse.Evaluation.Bench;

/// <summary>Whether a gate shows fever as it is: readings of a surface from 35 to 40 °C in steps of a quarter degree.</summary>
internal static class Linearity
{
    private const double From = 35;
    private const double Step = 0.25;
    private const int Steps = 21;
    private const int BurstsEach = 10;

    /// <summary>The slope of what is read over what is there, by least squares; 1 for a gate that pulls nothing towards normal.</summary>
    public static async Task<double> SlopeAsync(BenchThermometer thermometer, Instrument instrument, CancellationToken cancellationToken)
    {
        var limit = new GateLimit(instrument.Policy);
        var taker = new BurstTaker(thermometer.Driver, instrument, limit);
        var points = new List<(double There, double Read)>();
        for (var i = 0; i < Steps; i++)
        {
            thermometer.Chip.Target = new Celsius(From + (i * Step));
            for (var burst = 0; burst < BurstsEach; burst++)
            {
                var reading = await BenchThermometer.ReadAsync(taker, instrument.Burst, limit, cancellationToken);
                points.Add((From + (i * Step), reading.Skin!.Value.Degrees));
            }
        }

        var middle = points.Average(p => p.There);
        return points.Sum(p => (p.There - middle) * p.Read) / points.Sum(p => (p.There - middle) * (p.There - middle));
    }
}
