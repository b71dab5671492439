using Gatehouse.Hardware.Simulation;
using Gatehouse.Hardware.Temperature;
using Gatehouse.Kiosk.Calibration;

namespace Gatehouse.Evaluation.Bench;

/// <summary>
/// Thermometers and situations as the datasheet (rev. 13) and the literature spread them. Nothing here is taken from the
/// uncertainty budget, which is tried by it.
/// </summary>
/// <param name="random">Draws.</param>
/// <param name="nearest">The nearest a face may be, cm.</param>
/// <param name="farthest">The farthest a face may be, cm.</param>
internal sealed class DrawnSituation(Random random, double nearest, double farthest)
{
    // Between the lower end of Togawa 1989 (0.971 ± 0.005) and the convention.
    private const double LeastEmissivity = 0.966;
    private const double MostEmissivity = 0.98;

    // A free forehead is 4 to 6 cm wide.
    private const double LeastRadius = 2;
    private const double MostRadius = 3;

    // Walls and sky are not as warm as the can, which its housing warms.
    private const double Surroundings = 3;

    // Two percent of 3 V, as the usual regulators have it.
    private const double Supply = 0.06;

    // Over the 14 days that a checklist after ISO allows between two looks (Foster 2021).
    private const double Drift = 0.1;

    // Of a medical one, whose tolerance grows by 0.1 °C from fever to the end of its range at 22 °C, 15 °C below.
    private const double Slope = 0.1 / 15;

    private static readonly Celsius AboutFever = new(37);

    /// <summary>Puts one instrument somewhere into its tolerance.</summary>
    /// <param name="chip">The instrument.</param>
    /// <param name="skin">The skin for which that tolerance holds, of which it sees a little less; null for one that is off by a line about fever, as one to be calibrated.</param>
    public void Spread(SimulatedMlx90614 chip, Celsius? skin)
    {
        var seen = skin is { } surface ? Surface.Shown(surface, (LeastEmissivity + MostEmissivity) / 2, chip.Ambient) : AboutFever;
        chip.OwnError = Even(chip.Variant.AccuracyAt(seen, chip.Ambient));
        chip.OwnErrorSlope = skin is null ? Even(Slope) : 0;
        chip.SupplyVolts = Mlx90614Variant.NominalVolts + Even(Supply);
    }

    /// <summary>Lets it drift.</summary>
    /// <returns>By how much, °C: to be taken back before it drifts anew.</returns>
    public double Age(SimulatedMlx90614 chip)
    {
        var drift = Even(Drift);
        chip.OwnError += drift;
        return drift;
    }

    /// <summary>What a reference before it reflects.</summary>
    public void Surround(SimulatedMlx90614 chip) => chip.Surroundings = new Celsius(chip.Ambient.Degrees + Even(Surroundings));

    /// <summary>Somebody's forehead before it.</summary>
    /// <param name="chip">The instrument.</param>
    /// <param name="skin">The true temperature.</param>
    /// <param name="room">The instrument's own temperature.</param>
    public void Place(SimulatedMlx90614 chip, Celsius skin, Celsius room)
    {
        chip.Target = skin;
        chip.TargetEmissivity = Between(LeastEmissivity, MostEmissivity);
        chip.Ambient = room;
        chip.Surroundings = new Celsius(room.Degrees + Even(Surroundings));
        var beyond = chip.Variant.Beyond(Between(LeastRadius, MostRadius), Between(nearest, farthest));
        // Beside it are brows, hair and the room: somewhere between as warm as the skin and as its surroundings.
        chip.Fill = 1 - (beyond * random.NextDouble());
    }

    /// <summary>A normal value.</summary>
    public double Normal(double deviation) =>
        deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>Any value between two.</summary>
    public double Between(double from, double to) => from + (random.NextDouble() * (to - from));

    private double Even(double most) => Between(-most, most);
}
