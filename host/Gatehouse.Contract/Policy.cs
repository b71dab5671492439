namespace Gatehouse.Contract;

/// <summary>Limits and modes by which a gate decides: versioned data, never code.</summary>
/// <remarks>What has a default is settable: for properties that can only be initialised, the generated JSON reader knows no default.</remarks>
public sealed record Policy
{
    // Air is never of one temperature.
    private const double LeastRange = 1;

    /// <summary>Names this policy in each record decided by it.</summary>
    public required string Revision { get; init; }

    /// <summary>The limit for the corrected skin temperature, °C, 30 to 42; what <see cref="Ambient"/> and <see cref="Crowd"/> begin with.</summary>
    public required double Limit { get; init; }

    /// <summary>The limit follows the air; null where it does not.</summary>
    public AmbientLimit? Ambient { get; set; }

    /// <summary>The limit follows the crowd; null where it does not.</summary>
    public CrowdLimit? Crowd { get; set; }

    /// <summary>The least that a following limit comes down to, °C; needed where it follows.</summary>
    public double? Floor { get; set; }

    /// <summary>The most that a following limit rises to, °C; needed where it follows.</summary>
    public double? Ceiling { get; set; }

    /// <summary>What the gate does with a verdict.</summary>
    public GateMode Mode { get; set; }

    /// <summary>For how long a self-test holds, hours, 1 to 168; null where none is asked for. While it failed or is overdue the gate's mode is <see cref="GateMode.Guard"/>.</summary>
    public double? SelfTestHours { get; set; }

    /// <summary>
    /// The share of those who are clear that is sent to the guard by lot, 0 to 0.2: a refusal then proves nothing, and the
    /// contact thermometer says how many the screening misses.
    /// </summary>
    public double ReferredByLot { get; set; }

    /// <summary>How long a face that could not be measured has to warm up before it is looked at again, minutes, 0 to 30; 0 gives no re-check ticket.</summary>
    public double RecheckMinutes { get; set; } = 5;

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

    /// <summary>The least relative humidity at which a face is measured, %, 0 to 100; null where it is not asked for. It needs an air sensor.</summary>
    public double? HumidityFrom { get; set; }

    /// <summary>The greatest relative humidity at which a face is measured, %, 0 to 100; null where it is not asked for. It needs an air sensor.</summary>
    public double? HumidityTo { get; set; }

    /// <summary>The nearest a face may be, cm.</summary>
    public double NearestCentimetres { get; set; } = 5;

    /// <summary>The farthest a face may be, cm.</summary>
    public double FarthestCentimetres { get; set; } = 15;

    /// <summary>Whether a person may enter when the journal does not answer in time; the record after then says so.</summary>
    public bool PassUnrecorded { get; set; }

    /// <summary>How long measured values are kept beside their records, days, 1 to 3650; replay and look-back reach as far.</summary>
    public double ValueDays { get; set; } = 30;

    /// <summary>How long names are kept beside their records, days, 1 to 3650.</summary>
    public double NameDays { get; set; } = 365;

    /// <summary>How long records stay on the kiosk once the host holds them, days, as long as any value of theirs to 3650.</summary>
    public double RecordDays { get; set; } = 365;

    /// <summary>By what the thermometer is calibrated and checked.</summary>
    public CalibrationRules Calibration { get; set; } = new();

    /// <summary>Whether the humidity of the air decides whether somebody is measured.</summary>
    public bool AsksForHumidity => HumidityFrom is not null || HumidityTo is not null;

    /// <summary>Why nobody can be measured by it at a gate, a sentence; null when people can.</summary>
    /// <param name="hasAirSensor">Whether one is fitted.</param>
    public string? Unmet(bool hasAirSensor) => AsksForHumidity && !hasAirSensor
        ? $"The policy {Revision} measures faces only in air of some humidity, but no air sensor is configured: wire one and add the key 'air', or install a policy without 'humidityFrom' and 'humidityTo'."
        : null;

    /// <summary>Whether a face at this distance is measured; one whose distance is not known, null, is not.</summary>
    public bool IsInWindow(double? centimetres) => centimetres >= NearestCentimetres && centimetres <= FarthestCentimetres;

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
        Check(faults, nameof(Coldest), Coldest, 0, (Floor ?? Limit) - (GuardFactor * MostUncertain));
        Check(faults, nameof(Hottest), Hottest, (Ceiling ?? Limit) + (GuardFactor * MostUncertain), 60);
        Check(faults, nameof(Spread), Spread, 0.1, 5);
        Check(faults, nameof(AmbientFrom), AmbientFrom, -20, AmbientTo - LeastRange);
        Check(faults, nameof(AmbientTo), AmbientTo, AmbientFrom + LeastRange, 60);
        Check(faults, nameof(HumidityFrom), HumidityFrom ?? 0, 0, HumidityTo ?? 100);
        Check(faults, nameof(HumidityTo), HumidityTo ?? 100, HumidityFrom ?? 0, 100);
        Check(faults, nameof(NearestCentimetres), NearestCentimetres, 0, FarthestCentimetres);
        Check(faults, nameof(FarthestCentimetres), FarthestCentimetres, NearestCentimetres, 200);
        Check(faults, nameof(ReferredByLot), ReferredByLot, 0, 0.2);
        Check(faults, nameof(RecheckMinutes), RecheckMinutes, 0, 30);
        Check(faults, nameof(ValueDays), ValueDays, 1, 3650);
        Check(faults, nameof(NameDays), NameDays, 1, 3650);
        Check(faults, nameof(RecordDays), RecordDays, Math.Max(ValueDays, NameDays), 3650);
        if (SelfTestHours is { } hours)
        {
            Check(faults, nameof(SelfTestHours), hours, 1, 168);
        }

        CheckFollowing(faults);
        faults.AddRange(Calibration.Faults());
        return faults;
    }

    private void CheckFollowing(List<string> faults)
    {
        if (Ambient is null && Crowd is null)
        {
            return;
        }

        if (Ambient is not null && Crowd is not null)
        {
            faults.Add("The policy's limit follows the air and the crowd; it can follow one of them: leave 'ambient' or 'crowd' out.");
        }

        if (Floor is not { } floor || Ceiling is not { } ceiling)
        {
            faults.Add("The policy's limit follows something; it needs a 'floor' and a 'ceiling' beyond which it never goes.");
        }
        else
        {
            Check(faults, nameof(Floor), floor, 30, Limit);
            Check(faults, nameof(Ceiling), ceiling, Limit, 42);
        }

        if (Ambient is { } air)
        {
            Check(faults, "ambient.at", air.At, AmbientFrom, AmbientTo);
            Check(faults, "ambient.slope", air.Slope, 0, 0.5);
        }

        if (Crowd is { } crowd)
        {
            Check(faults, "crowd.minutes", crowd.Minutes, 5, 480);
            Check(faults, "crowd.fewest", crowd.Fewest, 10, 200);
            Check(faults, "crowd.most", crowd.Most, Math.Max(20, crowd.Fewest), 1000);
            Check(faults, "crowd.spreads", crowd.Spreads, 1, 6);
            Check(faults, "crowd.leastSpread", crowd.LeastSpread, 0.05, 1);
            Check(faults, "crowd.mostReferred", crowd.MostReferred, 2, 50);
            Check(faults, "crowd.mostRise", crowd.MostRise, 0.05, 2);
        }
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
