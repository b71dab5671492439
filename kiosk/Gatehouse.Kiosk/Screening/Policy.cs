using Gatehouse.Contract;

namespace Gatehouse.Kiosk.Screening;

/// <summary>Limits and modes by which a gate decides: versioned data, never code.</summary>
/// <remarks>What has a default is settable: for properties that can only be initialised, the generated JSON reader knows no default.</remarks>
public sealed record Policy
{
    /// <summary>Names this policy in each record decided by it.</summary>
    public required string Revision { get; init; }

    /// <summary>The absolute limit for the corrected skin temperature, °C, 30 to 42.</summary>
    public required double Limit { get; init; }

    /// <summary>g: how many times U the limit is guarded by on either side, 0 to 2.</summary>
    public double GuardFactor { get; set; } = 1;

    /// <summary>The greatest expanded uncertainty U (k=2) with which a reading says anything, °C, 0.1 to 1.</summary>
    public double MostUncertain { get; set; } = 0.6;

    /// <summary>Readings at most, the first one included, 1 to 5.</summary>
    public int Readings { get; set; } = 3;

    /// <summary>Samples in a burst at most, 1 to 20; it ends with the second one when that settles the verdict.</summary>
    public int Samples { get; set; } = 3;

    /// <summary>Below this a reading is no forehead, °C; below the guarded limit, or nobody could be clear.</summary>
    public double Coldest { get; set; } = 30;

    /// <summary>Above this a reading is no forehead, °C; above the guarded limit, or nobody could be referred.</summary>
    public double Hottest { get; set; } = 43;

    /// <summary>The samples of a burst may differ by this much, °C.</summary>
    public double Spread { get; set; } = 1;

    /// <summary>The least ambient temperature at which the thermometer is trusted, °C.</summary>
    public double AmbientFrom { get; set; } = 10;

    /// <summary>The greatest ambient temperature at which the thermometer is trusted, °C.</summary>
    public double AmbientTo { get; set; } = 40;

    /// <summary>The nearest a face may be, cm.</summary>
    public double NearestCentimetres { get; set; } = 5;

    /// <summary>The farthest a face may be, cm.</summary>
    public double FarthestCentimetres { get; set; } = 15;

    /// <summary>Whether a person may enter when the journal does not answer in time; the record after then says so.</summary>
    public bool PassUnrecorded { get; set; }

    /// <summary>What is wrong with it, one sentence each; empty when it can be put in force.</summary>
    public IReadOnlyList<string> Faults()
    {
        var faults = new List<string>();
        if (string.IsNullOrWhiteSpace(Revision))
        {
            faults.Add("The policy's revision is empty; every record names it.");
        }
        else if (Revision.Length > RecordLimits.MaxName)
        {
            faults.Add($"The policy's revision has {Revision.Length} characters; {RecordLimits.MaxName} are allowed.");
        }

        Check(faults, nameof(Limit), Limit, 30, 42);
        Check(faults, nameof(GuardFactor), GuardFactor, 0, 2);
        Check(faults, nameof(MostUncertain), MostUncertain, 0.1, 1);
        Check(faults, nameof(Readings), Readings, 1, 5);
        Check(faults, nameof(Samples), Samples, 1, 20);
        Check(faults, nameof(Coldest), Coldest, 0, Limit - (GuardFactor * MostUncertain));
        Check(faults, nameof(Hottest), Hottest, Limit + (GuardFactor * MostUncertain), 60);
        Check(faults, nameof(Spread), Spread, 0.1, 5);
        Check(faults, nameof(AmbientFrom), AmbientFrom, -20, AmbientTo);
        Check(faults, nameof(AmbientTo), AmbientTo, AmbientFrom, 60);
        Check(faults, nameof(NearestCentimetres), NearestCentimetres, 0, FarthestCentimetres);
        Check(faults, nameof(FarthestCentimetres), FarthestCentimetres, NearestCentimetres, 200);
        return faults;
    }

    private static void Check(List<string> faults, string name, double value, double from, double to)
    {
        if (double.IsNaN(value) || value < from || value > to)
        {
            var key = char.ToLowerInvariant(name[0]) + name[1..];
            faults.Add(FormattableString.Invariant($"The policy's {key} is {value}; allowed is {from} to {to}."));
        }
    }
}
