namespace Gatehouse.Hardware.Temperature;

/// <summary>
/// What the datasheet (rev. 13, p. 16, 23 and 34-38) says of a variant of the MLX90614: the first letter is the supply and
/// the grade, the last two are the optics.
/// </summary>
/// <param name="Name">The three letters on its can, such as <c>DCI</c>.</param>
/// <param name="IsMedical">Whether it is of the medical grade (first letter D).</param>
/// <param name="Noise">Noise of one sample with the factory's filter, °C rms.</param>
/// <param name="FieldOfView">The angle within which it is half as sensitive or more, degrees.</param>
/// <param name="Refresh">How long its filters take to settle; its bus must have been quiet for longer.</param>
/// <param name="Configuration">Its configuration word from the factory, by which its filters settle so.</param>
public sealed record Mlx90614Variant(string Name, bool IsMedical, double Noise, double FieldOfView, TimeSpan Refresh, ushort Configuration)
{
    /// <summary>The supply for which every variant is specified, V.</summary>
    public const double NominalVolts = 3.0;

    /// <summary>How much more every variant reads for each volt above that, °C.</summary>
    public const double DegreesPerVolt = 0.6;

    private const double SensitivityAtEdge = 0.5;
    private const double MedicalAccuracy = 0.2;
    private const double MedicalAccuracyBeside = 0.3;
    private const double Accuracy = 0.5;
    private const double NarrowAccuracy = 0.75;

    private static readonly Celsius MedicalRoomFrom = new(16);
    private static readonly Celsius MedicalRoomTo = new(40);
    private static readonly Celsius MedicalFrom = new(36);
    private static readonly Celsius MedicalTo = new(38);

    /// <summary>±0.2 °C about fever, 5° of view: the one to buy for a gate.</summary>
    public static Mlx90614Variant Dci { get; } = new("DCI", true, 0.10, 5, TimeSpan.FromSeconds(0.65), 0x9FB5);

    /// <summary>±0.5 °C, 90° of view: the cheap module, of use within 3 cm.</summary>
    public static Mlx90614Variant Baa { get; } = new("BAA", false, 0.05, 90, TimeSpan.FromSeconds(0.10), 0x9FB4);

    /// <summary>Those that a 3 V supply can drive.</summary>
    public static IReadOnlyList<Mlx90614Variant> All { get; } =
    [
        Baa,
        Baa with { Name = "DAA", IsMedical = true },
        new("BCC", false, 0.18, 35, TimeSpan.FromSeconds(0.14), 0x9FB4),
        new("DCC", true, 0.18, 35, TimeSpan.FromSeconds(0.14), 0x9FB4),
        new("BCF", false, 0.10, 10, TimeSpan.FromSeconds(1.33), 0x9FB0),
        Dci with { Name = "BCH", IsMedical = false, FieldOfView = 12 },
        Dci with { Name = "DCH", FieldOfView = 12 },
        Dci with { Name = "BCI", IsMedical = false },
        Dci,
        new("BCK", false, 0.30, 13, TimeSpan.FromSeconds(3.23), 0x9FB1),
    ];

    /// <summary>The variant with these letters; null when there is none.</summary>
    public static Mlx90614Variant? Named(string name) => All.FirstOrDefault(variant => variant.Name == name);

    /// <summary>How far one instrument may be off that sees a target of 22 to 40 °C, °C.</summary>
    /// <param name="target">The target.</param>
    /// <param name="ambient">The instrument's own temperature, 0 to 50 °C: the medical grade is specified from 16 to 40 °C and beyond counts as any other.</param>
    public double AccuracyAt(Celsius target, Celsius ambient) =>
        IsMedical && ambient >= MedicalRoomFrom && ambient <= MedicalRoomTo ? target >= MedicalFrom && target <= MedicalTo ? MedicalAccuracy : MedicalAccuracyBeside
        : Name.EndsWith('K') ? NarrowAccuracy
        : Accuracy;

    /// <summary>
    /// The part of its view, weighted as it does, that lies beyond a round surface before it. Its sensitivity falls off from
    /// the middle of its view as a bell does, to one half at the edge (p. 38).
    /// </summary>
    /// <param name="radius">Half the width of the surface, cm.</param>
    /// <param name="distance">To the surface, cm.</param>
    public double Beyond(double radius, double distance)
    {
        var ratio = radius / (distance * Math.Tan(double.DegreesToRadians(FieldOfView / 2)));
        return Math.Pow(SensitivityAtEdge, ratio * ratio);
    }
}
