using System.Device.I2c;
using System.Diagnostics.CodeAnalysis;
using Gatehouse.Hardware.Temperature;
using Gatehouse.Kiosk.Configuration;

namespace Gatehouse.Kiosk.App.Devices;

/// <summary>The real devices of a gate.</summary>
internal static class WiredGate
{
    /// <summary>Opens what the configuration names.</summary>
    /// <exception cref="DeviceException">A device cannot be reached; the message names it.</exception>
    public static GateSite Open(WiringPlan wiring, TimeProvider time)
    {
        OpenThermometer(wiring.Thermometer, time).Dispose();
        throw new DeviceException(
            "The GPIO lines of readers, turnstile, light and contacts cannot be driven yet: the driver for the kernel's "
            + "character device comes with the next release. Until then run with --simulate.");
    }

    /// <summary>Opens the thermometer's bus.</summary>
    /// <exception cref="DeviceException">There is no such bus.</exception>
    [SuppressMessage("Reliability", "CA2000", Justification = "The thermometer takes the bus device over and disposes it.")]
    public static Thermometer OpenThermometer(ThermometerWiring wiring, TimeProvider time)
    {
        var bus = $"/dev/i2c-{wiring.Bus}";
        if (!File.Exists(bus))
        {
            throw new DeviceException(
                $"The thermometer's bus {bus} does not exist: switch I2C on (raspi-config, Interface Options) or correct the key 'thermometer.bus'.");
        }

        try
        {
            return new Mlx90614(
                I2cDevice.Create(new I2cConnectionSettings(wiring.Bus, wiring.Address)),
                new Mlx90614Options { Settling = wiring.Settling },
                time);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DeviceException($"The thermometer's bus {bus} cannot be opened: {e.Message} The service user must be in the group 'i2c'.", e);
        }
    }
}
