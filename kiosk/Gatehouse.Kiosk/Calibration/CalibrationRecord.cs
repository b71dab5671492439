using Gatehouse.Hardware.Temperature;

namespace Gatehouse.Kiosk.Calibration;

/// <summary>
/// Which thermometer is in this gate, and how its readings become skin temperatures. Records are only ever added; the
/// one that was accepted last is in force.
/// </summary>
/// <param name="Id">Names it in each record measured under it.</param>
/// <param name="At">When it was accepted.</param>
/// <param name="Serial">The thermometer's identity, 16 hexadecimal digits.</param>
/// <param name="Emissivity">Its emissivity register.</param>
/// <param name="EmissivityTrim">Its emissivity calibration register.</param>
/// <param name="Configuration">Its filter and gain register.</param>
/// <param name="SupplyVolts">The supply it runs on, V; it reads 0.6 °C more for each volt above 3.0 V.</param>
/// <param name="SkinEmissivity">The emissivity of skin, 0.98 by convention; corrected here, never in the sensor.</param>
/// <param name="Correction">What is added to what it sees; null where it was only commissioned and is trusted as its datasheet says.</param>
/// <param name="Evidence">How the correction was found; null where there is none.</param>
/// <param name="RollsBackTo">The earlier record whose correction this one puts in force again.</param>
public sealed record CalibrationRecord(
    string Id,
    DateTimeOffset At,
    string Serial,
    ushort Emissivity,
    ushort EmissivityTrim,
    ushort Configuration,
    double SupplyVolts = 3.0,
    double SkinEmissivity = 0.98,
    Correction? Correction = null,
    CalibrationEvidence? Evidence = null,
    string? RollsBackTo = null)
{
    /// <summary>Its place among all that was found and done, from 1; it counts where a clock was wrong. 0 in what older kiosks kept.</summary>
    public long Order { get; set; }

    /// <summary>Whether its thermometer gives what it sees, or corrects for an emissivity by itself.</summary>
    public bool GivesWhatItSees => Emissivity == ushort.MaxValue;

    /// <summary>Whether somebody measured it against a reference, rather than put an earlier one in force again.</summary>
    public bool IsMeasured => Evidence is not null && RollsBackTo is null;

    /// <summary>The record of a thermometer as it is now, without a correction.</summary>
    public static CalibrationRecord Of(string id, DateTimeOffset at, ThermometerIdentity identity) =>
        new(id, at, Hex(identity.Serial), identity.Emissivity, identity.EmissivityTrim, identity.Configuration);

    /// <summary>What differs from the thermometer of this record, in a word; null when nothing does.</summary>
    public string? Difference(ThermometerIdentity identity) =>
        Hex(identity.Serial) != Serial ? "swapped"
        : identity.Emissivity != Emissivity || identity.EmissivityTrim != EmissivityTrim ? "emissivityChanged"
        : identity.Configuration != Configuration ? "configurationChanged"
        : null;

    /// <summary>Whether supply and registers are those of another record, so that uncorrected it reads as then.</summary>
    public bool IsLike(CalibrationRecord other) =>
        (SupplyVolts, Emissivity, EmissivityTrim, Configuration) == (other.SupplyVolts, other.Emissivity, other.EmissivityTrim, other.Configuration);

    /// <summary>What the thermometer sees, corrected for its supply and by its correction: the radiation of the target in degrees.</summary>
    public Celsius Seen(ThermometerSample sample)
    {
        var seen = Uncorrected(sample);
        return Correction is { } correction ? correction.Apply(seen) : seen;
    }

    /// <summary>The same without the correction.</summary>
    public Celsius Uncorrected(ThermometerSample sample) =>
        new(sample.Target.Degrees - ((SupplyVolts - Mlx90614Variant.NominalVolts) * Mlx90614Variant.DegreesPerVolt));

    /// <summary>
    /// The skin temperature behind a sample: what was seen, then emissivity in kelvin to the fourth power with the
    /// sensor's own temperature standing for what the skin reflects.
    /// </summary>
    public Celsius Skin(ThermometerSample sample) => Surface.Behind(Seen(sample), SkinEmissivity, sample.Ambient);

    private static string Hex(ulong serial) => serial.ToString("x16", null);
}
