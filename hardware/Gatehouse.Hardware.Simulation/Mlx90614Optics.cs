using Gatehouse.Hardware.Temperature;

namespace Gatehouse.Hardware.Simulation;

/// <summary>What an MLX90614 makes of the radiation it gets.</summary>
internal sealed class Mlx90614Optics(Mlx90614Variant variant, Random random)
{
    private const double CelsiusPerVolt = 0.6;
    private const double CalibratedVolts = 3.0;
    private const double AmbientNoise = 0.02;
    private static readonly Celsius AboutFever = new(37);
    private static readonly Celsius Room = new(23);

    /// <summary>How far off this one instrument is about fever, °C: somewhere in its tolerance.</summary>
    public double Error { get; set; } = ((random.NextDouble() * 2) - 1) * variant.AccuracyAt(AboutFever, Room);

    /// <summary>By how much that grows with each degree that a target is warmer.</summary>
    public double ErrorSlope { get; set; }

    /// <summary>What the instrument makes of the radiation of its view, K.</summary>
    /// <param name="scene">What is in its view.</param>
    /// <param name="ambient">Its own temperature.</param>
    /// <param name="configured">Its emissivity register, 0 to 1.</param>
    public static double Radiated(ThermalScene scene, Celsius ambient, double configured)
    {
        var around = Fourth(scene.Surroundings);
        var contrast = (scene.Fill * scene.Emissivity * (Fourth(scene.Target) - around)) + (around - Fourth(ambient));
        return Math.Pow(Math.Max(0, (contrast / configured) + Fourth(ambient)), 0.25);
    }

    public ushort Target(ThermalScene scene, Celsius ambient, double configured, double volts, double noise)
    {
        var seen = Celsius.FromKelvin(Radiated(scene, ambient, configured));
        var supply = (volts - CalibratedVolts) * CelsiusPerVolt;
        var own = Error + (ErrorSlope * (seen.Degrees - AboutFever.Degrees));
        return Mlx90614Words.FromCelsius(new Celsius(seen.Degrees + supply + (noise * (own + (Gauss() * variant.Noise)))));
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
