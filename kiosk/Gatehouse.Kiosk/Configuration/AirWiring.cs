namespace Gatehouse.Kiosk.Configuration;

/// <summary>An SHT3x on an I²C bus of its own.</summary>
/// <param name="Bus">The bus: 3 is <c>/dev/i2c-3</c>.</param>
/// <param name="Address">The 7-bit address, 0x44 or 0x45.</param>
public sealed record AirWiring(int Bus, int Address);
