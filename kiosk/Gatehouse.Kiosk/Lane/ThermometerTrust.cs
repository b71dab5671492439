using Gatehouse.Hardware.Temperature;
using Gatehouse.Kiosk.Screening;

namespace Gatehouse.Kiosk.Lane;

/// <summary>
/// Knows whether the thermometer is the one that was commissioned. It is asked at the start and after each burst:
/// whoever unplugs one may plug in another while nobody looks.
/// </summary>
internal sealed class ThermometerTrust(Thermometer thermometer, Instrument instrument, DeviceHealth health)
{
    public const string Device = "thermometer";

    /// <summary>Why the thermometer may not be believed, in a word; null when it is the commissioned one.</summary>
    /// <exception cref="ThermometerException">It does not say who it is.</exception>
    public async Task<string?> DifferenceAsync(CancellationToken cancellationToken)
    {
        var difference = instrument.Calibration.Difference(await thermometer.IdentifyAsync(cancellationToken));
        if (difference is not null)
        {
            health.Failed(Device, difference, "The thermometer is not as it was commissioned: its calibration is void. Commission and calibrate it anew.");
        }

        return difference;
    }
}
