namespace Gatehouse.Hardware.Simulation;

/// <summary>What the datasheet (rev. 13, p. 16, 23 and 34-37) says of a variant.</summary>
/// <param name="Noise">Noise of one reading, °C rms.</param>
/// <param name="Accuracy">How far one instrument may be off, °C.</param>
/// <param name="Settling">How long its bus must have been quiet.</param>
/// <param name="Configuration">Its configuration word from the factory, by which its filters settle so.</param>
internal sealed record Mlx90614Traits(double Noise, double Accuracy, TimeSpan Settling, ushort Configuration)
{
    private static readonly Mlx90614Traits Standard = new(0.05, 0.5, TimeSpan.FromSeconds(0.10), 0x9FB4);
    private static readonly Mlx90614Traits Medical = new(0.10, 0.2, TimeSpan.FromSeconds(0.65), 0x9FB5);

    public static Mlx90614Traits Of(Mlx90614Variant variant) => variant == Mlx90614Variant.Medical ? Medical : Standard;
}
