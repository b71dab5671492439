using System.Globalization;

namespace Gatehouse.Hardware.Kernel;

/// <summary>What a failed transfer on an I²C bus means.</summary>
/// <param name="IsSilent">Nothing acknowledged the address; otherwise the bus itself is at fault.</param>
/// <param name="Message">What it is and what to check, a sentence.</param>
internal readonly record struct I2cFailure(bool IsSilent, string Message)
{
    /// <summary>The meaning of the kernel's error.</summary>
    /// <param name="e">How the bus failed.</param>
    /// <param name="address">The device's 7-bit address.</param>
    /// <param name="device">What the device is called.</param>
    public static I2cFailure Of(IOException e, int address, string device) => Errno.Of(e) switch
    {
        Errno.RemoteInputOutput or Errno.NoSuchAddress => new(
            true,
            string.Create(CultureInfo.InvariantCulture, $"Nothing answers at address 0x{address:X2}: check the {device}'s supply, SDA and SCL, and its address.")),
        Errno.TimedOut => new(false, $"The {device}'s bus is held down: check SDA and SCL for a short circuit, then switch its supply off and on."),
        Errno.NoEntry or Errno.NoDevice => new(false, $"The {device}'s bus is gone: check that I2C is switched on (raspi-config, Interface Options)."),
        Errno.AccessDenied or Errno.NotPermitted => new(
            false,
            $"The {device}'s bus may not be used: the service user must be in the group 'i2c' (sudo usermod -aG i2c USER, then restart the service)."),
        _ => new(false, $"The {device}'s bus failed ({e.Message}): check its wires and that no kernel driver holds the address."),
    };
}
