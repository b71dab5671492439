using Gatehouse.Contract;
namespace Gatehouse.Kiosk.Calibration;

/// <summary>What a look at a reference found, by a check or by a calibration that did not come into force.</summary>
/// <param name="At">When.</param>
/// <param name="Thermometer">The thermometer's identity, 16 hexadecimal digits.</param>
/// <param name="Calibration">The calibration in force.</param>
/// <param name="Request">Against what, and by whom.</param>
/// <param name="Found">What was measured.</param>
/// <param name="AsFound">How far off the thermometer was, °C: above zero it read too much.</param>
/// <param name="Result">One of <see cref="Good"/>, <see cref="Warned"/>, <see cref="Blocked"/>.</param>
public sealed record DriftCheck(DateTimeOffset At, string Thermometer, string Calibration, CalibrationRequest Request, MeasuredPoint Found, double AsFound, string Result)
{
    /// <summary>Its place among all that was found and done, from 1; it counts where a clock was wrong. 0 in what older kiosks kept.</summary>
    public long Order { get; set; }

    /// <summary>The coldest reference that says whether a thermometer is good for faces, °C.</summary>
    public const double Coldest = 34;

    /// <summary>The hottest one, °C.</summary>
    public const double Hottest = 40;

    /// <summary>Within tolerance.</summary>
    public const string Good = "good";

    /// <summary>Nearly out of tolerance: calibrate soon.</summary>
    public const string Warned = "warned";

    /// <summary>Out of tolerance: the gate does not measure until it is calibrated.</summary>
    public const string Blocked = "blocked";

    /// <summary>What a deviation means.</summary>
    public static string ResultOf(double asFound, CalibrationRules rules) =>
        Math.Abs(asFound) >= rules.DriftBlocks ? Blocked
        : Math.Abs(asFound) >= rules.DriftWarns ? Warned
        : Good;
}
