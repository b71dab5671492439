namespace Gatehouse.Hardware.Temperature;

/// <summary>What makes a thermometer the one that was commissioned.</summary>
/// <param name="Serial">The 64-bit identity burnt into it.</param>
/// <param name="Emissivity">Its emissivity register, 65535 for 1.0.</param>
/// <param name="EmissivityTrim">The maker's emissivity calibration register beside it.</param>
/// <param name="Configuration">Its filter and gain register.</param>
public readonly record struct ThermometerIdentity(ulong Serial, ushort Emissivity, ushort EmissivityTrim, ushort Configuration)
{
    /// <summary>Whether it gives what it sees; another emissivity than 1 in its register would be corrected for twice.</summary>
    public bool GivesWhatItSees => Emissivity == ushort.MaxValue;
}
