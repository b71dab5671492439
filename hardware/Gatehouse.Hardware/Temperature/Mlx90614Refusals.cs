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
    public static ThermometerException Of(IOException e, int address)
    {
        var failed = I2cFailure.Of(e, address, "thermometer");
        return new ThermometerException(failed.IsSilent ? ThermometerFault.NoAnswer : ThermometerFault.BusStuck, failed.Message, e);
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
