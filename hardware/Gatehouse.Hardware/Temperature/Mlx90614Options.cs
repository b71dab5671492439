namespace Gatehouse.Hardware.Temperature;

/// <summary>How an MLX90614 is fitted.</summary>
public sealed record Mlx90614Options
{
    /// <summary>The shortest quiet the driver accepts: the instrument's first valid data come after 0.25 s.</summary>
    public static readonly TimeSpan ShortestSettling = TimeSpan.FromSeconds(0.25);

    /// <summary>
    /// How long the bus stays quiet before a sample, at least 0.25 s. It must be longer than the variant's refresh
    /// and settling (datasheet rev. 13, p. 16 and 23): 0.65 s for DCH, DCI, BCH and BCI with the factory's filter,
    /// 1.33 s for xCF, 3.23 s for xCK.
    /// </summary>
    public TimeSpan Settling { get; init; } = TimeSpan.FromSeconds(0.65);
}
