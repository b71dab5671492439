namespace Gatehouse.Hardware.Temperature;

/// <summary>The registers and words of an MLX90614 (datasheet rev. 13, p. 14-22 and 30).</summary>
public static class Mlx90614Words
{
    /// <summary>RAM: its own temperature.</summary>
    public const byte Ambient = 0x06;

    /// <summary>RAM: what the first zone sees.</summary>
    public const byte Target = 0x07;

    /// <summary>EEPROM cell 0x04: emissivity, 65535 for 1.0.</summary>
    public const byte Emissivity = 0x24;

    /// <summary>EEPROM cell 0x05: filters, gain, zones.</summary>
    public const byte Configuration = 0x25;

    /// <summary>EEPROM cell 0x0F: the maker's emissivity calibration.</summary>
    public const byte EmissivityTrim = 0x2F;

    /// <summary>EEPROM cell 0x1C: the first, most significant of the four words of the identity.</summary>
    public const byte Identity = 0x3C;

    /// <summary>Set in a temperature word when the instrument found it in error.</summary>
    public const ushort ErrorFlag = 0x8000;

    /// <summary>The coldest target it can measure, -70.01 °C.</summary>
    public const ushort ColdestTarget = 0x27AD;

    /// <summary>The hottest target it can measure, 382.19 °C.</summary>
    public const ushort HottestTarget = 0x7FFF;

    /// <summary>The coldest it can itself be, -38.2 °C.</summary>
    public const ushort ColdestAmbient = 0x2DE4;

    /// <summary>The hottest it can itself be, 125 °C.</summary>
    public const ushort HottestAmbient = 0x4DC4;

    private const double KelvinPerUnit = 0.02;

    /// <summary>The temperature of a word.</summary>
    public static Celsius ToCelsius(ushort word) => Celsius.FromKelvin(word * KelvinPerUnit);

    /// <summary>The nearest word to a temperature, at the end of the scale when it lies outside.</summary>
    public static ushort FromCelsius(Celsius temperature) =>
        (ushort)Math.Clamp(Math.Round(temperature.Kelvin / KelvinPerUnit), 0, HottestTarget);
}
