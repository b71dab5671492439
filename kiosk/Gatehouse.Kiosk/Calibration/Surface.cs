using Gatehouse.Hardware.Temperature;

namespace Gatehouse.Kiosk.Calibration;

/// <summary>What a surface that is no perfect radiator shows to a thermometer, in kelvin to the fourth power.</summary>
public static class Surface
{
    /// <summary>The temperature of the surface behind what is seen of it.</summary>
    /// <param name="seen">What a thermometer with an emissivity of 1 sees.</param>
    /// <param name="emissivity">The surface's emissivity, above 0 to 1.</param>
    /// <param name="reflected">The temperature of what it reflects.</param>
    public static Celsius Behind(Celsius seen, double emissivity, Celsius reflected) =>
        Celsius.FromKelvin(Math.Pow((Fourth(seen) - ((1 - emissivity) * Fourth(reflected))) / emissivity, 0.25));

    /// <summary>What is seen of a surface.</summary>
    public static Celsius Shown(Celsius surface, double emissivity, Celsius reflected) =>
        Celsius.FromKelvin(Math.Pow((emissivity * Fourth(surface)) + ((1 - emissivity) * Fourth(reflected)), 0.25));

    /// <summary>By how many degrees what is seen of a surface changes with its emissivity, from 0 to 1.</summary>
    public static double PerEmissivity(Celsius surface, Celsius reflected) =>
        (Fourth(surface) - Fourth(reflected)) / (4 * surface.Kelvin * surface.Kelvin * surface.Kelvin);

    /// <summary>By how many degrees what is seen of a surface changes with each degree of what it reflects.</summary>
    public static double PerReflected(Celsius surface, double emissivity, Celsius reflected) =>
        (1 - emissivity) * Math.Pow(reflected.Kelvin / surface.Kelvin, 3);

    private static double Fourth(Celsius temperature) => Math.Pow(temperature.Kelvin, 4);
}
