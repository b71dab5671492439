using System.Text.Json.Serialization;

namespace Gatehouse.Kiosk.Calibration;

/// <summary>A sweep over the range of fever: evidence that a thermometer does not pull readings towards normal.</summary>
/// <param name="At">When.</param>
/// <param name="Calibration">The calibration in force.</param>
/// <param name="Request">Against what, and by whom.</param>
/// <param name="Points">Each temperature of the reference and what is left there, °C.</param>
/// <param name="Slope">How many degrees it shows for one degree: below 1 it pulls towards normal.</param>
public sealed record LinearitySweep(DateTimeOffset At, string Calibration, CalibrationRequest Request, IReadOnlyList<SweptPoint> Points, double Slope)
{
    /// <summary>The first temperature, °C.</summary>
    public const double From = 35;

    /// <summary>The last one, °C.</summary>
    public const double To = 40;

    /// <summary>From one to the next, °C.</summary>
    public const double Step = 0.25;

    /// <summary>How far the slope may be from 1.</summary>
    public const double Most = 0.02;

    /// <summary>The residual that is farthest from nothing, °C.</summary>
    [JsonIgnore]
    public double Residual => Points.MaxBy(p => Math.Abs(p.Residual)).Residual;

    /// <summary>Whether it pulls neither way.</summary>
    public bool IsLinear => Math.Abs(Slope - 1) <= Most;

    /// <summary>The slope of the straight line of least squares.</summary>
    public static double SlopeOf(IReadOnlyList<SweptPoint> points)
    {
        var middle = points.Average(p => p.Reference);
        return 1 + (points.Sum(p => (p.Reference - middle) * p.Residual) / points.Sum(p => (p.Reference - middle) * (p.Reference - middle)));
    }
}

/// <summary>One temperature of a sweep.</summary>
/// <param name="Reference">The reference's surface, °C.</param>
/// <param name="Residual">How much too much the thermometer read, °C.</param>
public readonly record struct SweptPoint(double Reference, double Residual);
