using System.Globalization;

namespace Gatehouse.Hardware.Temperature;

/// <summary>A temperature in degrees Celsius.</summary>
public readonly record struct Celsius(double Degrees) : IComparable<Celsius>
{
    /// <summary>0 °C in kelvin.</summary>
    public const double ZeroInKelvin = 273.15;

    /// <summary>The same temperature in kelvin.</summary>
    public double Kelvin => Degrees + ZeroInKelvin;

    /// <summary>A temperature given in kelvin.</summary>
    public static Celsius FromKelvin(double kelvin) => new(kelvin - ZeroInKelvin);

    /// <inheritdoc/>
    public int CompareTo(Celsius other) => Degrees.CompareTo(other.Degrees);

    /// <summary>Whether the left is colder.</summary>
    public static bool operator <(Celsius left, Celsius right) => left.Degrees < right.Degrees;

    /// <summary>Whether the left is warmer.</summary>
    public static bool operator >(Celsius left, Celsius right) => left.Degrees > right.Degrees;

    /// <summary>Whether the left is not warmer.</summary>
    public static bool operator <=(Celsius left, Celsius right) => left.Degrees <= right.Degrees;

    /// <summary>Whether the left is not colder.</summary>
    public static bool operator >=(Celsius left, Celsius right) => left.Degrees >= right.Degrees;

    /// <inheritdoc/>
    public override string ToString() => Degrees.ToString("0.00", CultureInfo.InvariantCulture) + " °C";
}
