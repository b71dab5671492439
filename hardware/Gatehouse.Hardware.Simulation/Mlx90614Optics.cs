using Gatehouse.Hardware.Temperature;

namespace Gatehouse.Hardware.Simulation;

/// <summary>What an MLX90614 makes of the radiation it gets.</summary>
internal sealed class Mlx90614Optics(Mlx90614Variant variant, Random random)
{
    private const double CelsiusPerVolt = 0.6;
    private const double CalibratedVolts = 3.0;
    private const double AmbientNoise = 0.02;
    private static readonly Celsius AboutFever = new(37);

    // Where in its tolerance this one instrument lies, -1 to 1.
    private readonly double _own = (random.NextDouble() * 2) - 1;

    public static double Radiated(Celsius target, double emissivity, Celsius ambient, double configured) =>
        Math.Pow(
            Math.Max(0, (emissivity / configured * (Fourth(target) - Fourth(ambient))) + Fourth(ambient)), 0.25);

    public ushort Target(Celsius target, double emissivity, Celsius ambient, double configured, double volts, double noise)
    {
        var seen = Radiated(target, emissivity, ambient, configured);
        var supply = (volts - CalibratedVolts) * CelsiusPerVolt;
        return Mlx90614Words.FromCelsius(Celsius.FromKelvin(
            seen + supply + (noise * ((_own * variant.AccuracyAt(AboutFever)) + (Gauss() * variant.Noise)))));
    }

    public ushort Ambient(Celsius ambient, double noise) =>
        Mlx90614Words.FromCelsius(new Celsius(ambient.Degrees + (noise * Gauss() * AmbientNoise)));

    /// <summary>How far the coupling of a busy bus shifts a reading: never so little that it goes unnoticed.</summary>
    public ushort Disturbed(ushort word)
    {
        var shift = random.Next(50, 150);
        return (ushort)Math.Clamp(word + (random.Next(2) == 0 ? shift : -shift), 0, Mlx90614Words.HottestTarget);
    }

    /// <summary>A word that scatters so many times as much as the variant's do.</summary>
    public ushort Scattered(ushort word, double scale) =>
        Mlx90614Words.FromCelsius(new Celsius(Mlx90614Words.ToCelsius(word).Degrees + (scale * Gauss() * variant.Noise)));

    private static double Fourth(Celsius temperature) => Math.Pow(temperature.Kelvin, 4);

    private double Gauss() =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
