using System.Globalization;
using Gatehouse.Hardware.Kernel;

namespace Gatehouse.Hardware.Temperature;

/// <summary>Why what came from an MLX90614 is refused, in the sentences that a technician reads.</summary>
public static class Mlx90614Refusals
{
    /// <summary>What is wrong with a temperature word; null when it is neither flagged nor outside what the instrument can measure.</summary>
    /// <param name="register"><see cref="Mlx90614Words.Target"/> or <see cref="Mlx90614Words.Ambient"/>.</param>
    /// <param name="word">The word that was read.</param>
    public static ThermometerException? Of(byte register, ushort word)
    {
        var (coldest, hottest) = register == Mlx90614Words.Ambient
            ? (Mlx90614Words.ColdestAmbient, Mlx90614Words.HottestAmbient)
            : (Mlx90614Words.ColdestTarget, Mlx90614Words.HottestTarget);
        return word switch
        {
            not (0x0000 or 0xFFFF) when (word & Mlx90614Words.ErrorFlag) != 0 => new ThermometerException(
                ThermometerFault.ErrorFlag,
                Say($"The thermometer flags its own reading 0x{word:X4} as an error: switch its supply off and on; replace it if this stays.")),
            _ when word < coldest || word > hottest => new ThermometerException(
                ThermometerFault.OutOfRange,
                Say($"Register 0x{register:X2} gave 0x{word:X4}, which the thermometer cannot have measured: check its supply and its ground.")),
            _ => null,
        };
    }

    /// <summary>What a failed transfer means.</summary>
    /// <param name="e">How the bus failed.</param>
    /// <param name="address">The instrument's 7-bit address.</param>
    public static ThermometerException Of(IOException e, int address) => Errno.Of(e) switch
    {
        Errno.RemoteInputOutput or Errno.NoSuchAddress => new ThermometerException(
            ThermometerFault.NoAnswer,
            Say($"Nothing answers at address 0x{address:X2}: check the thermometer's supply, SDA and SCL, and its address."),
            e),
        Errno.TimedOut => new ThermometerException(
            ThermometerFault.BusStuck,
            "The thermometer's bus is held down: check SDA and SCL for a short circuit, then switch its supply off and on.",
            e),
        Errno.NoEntry or Errno.NoDevice => new ThermometerException(
            ThermometerFault.BusStuck,
            "The thermometer's bus is gone: check that I2C is switched on (raspi-config, Interface Options).",
            e),
        Errno.AccessDenied or Errno.NotPermitted => new ThermometerException(
            ThermometerFault.BusStuck,
            "The thermometer's bus may not be used: the service user must be in the group 'i2c' (sudo usermod -aG i2c USER, then restart the service).",
            e),
        _ => new ThermometerException(
            ThermometerFault.BusStuck,
            $"The thermometer's bus failed ({e.Message}): check its wires and that no kernel driver holds the address.",
            e),
    };

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
