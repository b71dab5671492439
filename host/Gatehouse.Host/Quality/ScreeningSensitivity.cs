namespace Gatehouse.Host.Quality;

/// <summary>
/// What share of the febrile the screening itself finds, estimated from those it refers and from those it clears and the
/// lot sends to the guard all the same: both are measured with a contact thermometer.
/// </summary>
/// <param name="Estimate">The share, 0 to 1; null while nobody was febrile.</param>
/// <param name="Low">The lower end of its 95 % interval.</param>
/// <param name="High">The upper end.</param>
public readonly record struct ScreeningSensitivity(double? Estimate, double Low, double High)
{
    private const double Normal95 = 1.96;
    private const double NoneByChance = 3;

    /// <summary>The estimate.</summary>
    /// <param name="referredFebrile">Of those referred by a reading, how many were febrile by the contact thermometer.</param>
    /// <param name="cleared">How many were clear, those of the lot among them.</param>
    /// <param name="drawn">How many of those the lot fell on and were measured.</param>
    /// <param name="drawnFebrile">How many of these were febrile.</param>
    /// <exception cref="ArgumentOutOfRangeException">More drawn than cleared, or more febrile than drawn.</exception>
    public static ScreeningSensitivity Of(int referredFebrile, int cleared, int drawn, int drawnFebrile)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(referredFebrile);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(drawn, cleared);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(drawnFebrile, drawn);
        if (drawn == 0)
        {
            return new(null, 0, 1);
        }

        var (low, high) = Wilson(drawnFebrile, drawn);
        var share = (double)drawnFebrile / drawn;
        if (referredFebrile + drawnFebrile == 0)
        {
            return new(null, 0, 1);
        }

        // Where none was found, up to three may have been by chance (the rule of three).
        return new(Found(referredFebrile, share), Found(referredFebrile, high), Found(referredFebrile == 0 ? NoneByChance : referredFebrile, low));

        double Found(double found, double missed) => found / (found + (missed * cleared));
    }

    /// <summary>Wilson's interval of a share.</summary>
    private static (double Low, double High) Wilson(int hits, int of)
    {
        const double Square = Normal95 * Normal95;
        var share = (double)hits / of;
        var middle = (share + (Square / (2 * of))) / (1 + (Square / of));
        var half = Normal95 * Math.Sqrt((share * (1 - share) / of) + (Square / (4.0 * of * of))) / (1 + (Square / of));
        return (Math.Max(0, middle - half), Math.Min(1, middle + half));
    }
}
