using Gatehouse.Hardware.Temperature;
using Gatehouse.Kiosk.Calibration;

namespace Gatehouse.Kiosk.Lane;

/// <summary>
/// Knows whether the thermometer is the one that was commissioned. It asks at the start and, after the thermometer was
/// away, before it is believed again: whoever unplugs one may plug in another.
/// </summary>
internal sealed class ThermometerTrust(Thermometer thermometer, CommissioningRecord commissioning, DeviceHealth health)
{
    public const string Device = "thermometer";

    private bool _known;

    /// <summary>Why the thermometer may not be believed, in a word; null when it is the commissioned one.</summary>
    /// <exception cref="ThermometerException">It does not say who it is.</exception>
    public async ValueTask<string?> DifferenceAsync(CancellationToken cancellationToken)
    {
        if (_known)
        {
            return null;
        }

        var difference = commissioning.Difference(await thermometer.IdentifyAsync(cancellationToken));
        _known = difference is null;
        if (difference is not null)
        {
            health.Failed(Device, difference, "The thermometer is not as it was commissioned: its calibration is void. Commission it anew.");
        }

        return difference;
    }

    /// <summary>It did not answer: who answers next has to say who it is.</summary>
    public void Forget() => _known = false;
}
