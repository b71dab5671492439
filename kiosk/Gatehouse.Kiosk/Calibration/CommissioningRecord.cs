using Gatehouse.Hardware.Temperature;

namespace Gatehouse.Kiosk.Calibration;

/// <summary>Which thermometer was put into this gate, and how its readings become skin temperatures.</summary>
/// <param name="Id">Names it in each record measured under it.</param>
/// <param name="Serial">The thermometer's identity, 16 hexadecimal digits.</param>
/// <param name="Emissivity">Its emissivity register.</param>
/// <param name="EmissivityTrim">Its emissivity calibration register.</param>
/// <param name="Configuration">Its filter and gain register.</param>
/// <param name="SupplyVolts">The supply it runs on, V; it reads 0.6 °C more for each volt above 3.0 V.</param>
/// <param name="SkinEmissivity">The emissivity of skin, 0.98 by convention; corrected here, never in the sensor.</param>
public sealed record CommissioningRecord(
    string Id,
    string Serial,
    ushort Emissivity,
    ushort EmissivityTrim,
    ushort Configuration,
    double SupplyVolts = 3.0,
    double SkinEmissivity = 0.98)
{
    /// <summary>The record of a thermometer as it is now.</summary>
    public static CommissioningRecord Of(string id, ThermometerIdentity identity) =>
        new(id, identity.Serial.ToString("x16", null), identity.Emissivity, identity.EmissivityTrim, identity.Configuration);

    /// <summary>What differs from the commissioned thermometer, in a word; null when nothing does.</summary>
    public string? Difference(ThermometerIdentity identity) =>
        identity.Serial.ToString("x16", null) != Serial ? "swapped"
        : identity.Emissivity != Emissivity || identity.EmissivityTrim != EmissivityTrim ? "emissivityChanged"
        : identity.Configuration != Configuration ? "configurationChanged"
        : null;

    /// <summary>
    /// The skin temperature behind a sample: supply corrected, then emissivity in kelvin to the fourth power with the
    /// sensor's own temperature standing for what the skin reflects.
    /// </summary>
    public Celsius Skin(ThermometerSample sample)
    {
        var seen = sample.Target.Kelvin - ((SupplyVolts - Mlx90614Variant.NominalVolts) * Mlx90614Variant.DegreesPerVolt);
        var reflected = (1 - SkinEmissivity) * Math.Pow(sample.Ambient.Kelvin, 4);
        return Celsius.FromKelvin(Math.Pow((Math.Pow(seen, 4) - reflected) / SkinEmissivity, 0.25));
    }
}
