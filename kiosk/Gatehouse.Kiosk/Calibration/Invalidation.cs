namespace Gatehouse.Kiosk.Calibration;

/// <summary>Something was done to a thermometer that its calibration does not survive; it measures nobody until it is checked and good, or calibrated.</summary>
/// <param name="At">When it was said.</param>
/// <param name="Thermometer">The thermometer's identity, 16 hexadecimal digits.</param>
/// <param name="Calibration">The calibration that no longer holds.</param>
/// <param name="Reason">One of <see cref="Reasons"/>, <see cref="NotSound"/> or <see cref="Commissioned"/>.</param>
/// <param name="By">Who says so.</param>
public sealed record Invalidation(DateTimeOffset At, string Thermometer, string Calibration, string Reason, string By)
{
    /// <summary>Its place among all that was found and done, from 1; it counts where a clock was wrong. 0 in what older kiosks kept.</summary>
    public long Order { get; set; }

    /// <summary>It scatters, drifts, stands still, pulls readings, or needs more than may be corrected.</summary>
    public const string NotSound = "notSound";

    /// <summary>The same thermometer was commissioned anew, so that its correction was given up, or its supply or a register is another.</summary>
    public const string Commissioned = "commissioned";

    /// <summary>What a calibration does not survive and the kiosk cannot see: its lens was cleaned, it was moved, its supply was changed. That it was exchanged or written to is seen.</summary>
    public static IReadOnlyList<string> Reasons { get; } = ["cleaned", "moved", "supplyChanged"];
}
