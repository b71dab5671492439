using System.Globalization;

namespace Gatehouse.Hardware.Cards;

/// <summary>What a PN532 says it is.</summary>
/// <param name="Chip">The kind of chip, 0x32 for a PN532.</param>
/// <param name="Version">The firmware's version.</param>
/// <param name="Revision">The firmware's revision.</param>
public readonly record struct Pn532Firmware(byte Chip, byte Version, byte Revision)
{
    /// <summary>As printed by other programs: <c>PN532 v1.6</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"PN5{Chip:X2} v{Version}.{Revision}");
}
