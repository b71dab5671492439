using System.Device.I2c;
using System.Globalization;
using Gatehouse.Hardware.Kernel;

namespace Gatehouse.Hardware.Temperature;

/// <summary>Reads words from an MLX90614 and refuses those that are not sound.</summary>
internal sealed class Mlx90614Bus(I2cDevice device)
{
    private readonly int _address = device.ConnectionSettings.DeviceAddress;

    private string Path => Say($"/dev/i2c-{device.ConnectionSettings.BusId}");

    /// <summary>One read word with its packet error code verified.</summary>
    public ushort Read(byte command)
    {
        Span<byte> answer = stackalloc byte[3];
        try
        {
            device.WriteRead([command], answer);
        }
        catch (IOException e)
        {
            throw Failed(e);
        }

        var word = (ushort)(answer[0] | (answer[1] << 8));
        return SmbusPec.OfRead(_address, command, word) == answer[2]
            ? word
            : throw new ThermometerException(
                ThermometerFault.BadCheck,
                Say($"The packet error code of register 0x{command:X2} is wrong: check the length of the bus wires, their pull-ups and a clock of 50 or 100 kHz."));
    }

    /// <summary>One temperature word that is neither flagged nor outside what the instrument can measure.</summary>
    public ushort ReadTemperature(byte command, ushort coldest, ushort hottest)
    {
        var word = Read(command);
        return word is 0x0000 or 0xFFFF
            ? throw OutOfRange(command, word)
            : (word & Mlx90614Words.ErrorFlag) != 0
                ? throw new ThermometerException(
                    ThermometerFault.ErrorFlag,
                    Say($"The thermometer flags its own reading 0x{word:X4} as an error: switch its supply off and on; replace it if this stays."))
                : word < coldest || word > hottest
                    ? throw OutOfRange(command, word)
                    : word;
    }

    private ThermometerException Failed(IOException e) => BusErrno.Of(e) switch
    {
        Errno.NoEntry or Errno.NoDevice => new ThermometerException(
            ThermometerFault.NoBus,
            Say($"The thermometer's bus {Path} does not exist: switch I2C on (raspi-config, Interface Options), or correct its number in the configuration."),
            e),
        Errno.AccessDenied or Errno.NotPermitted => new ThermometerException(
            ThermometerFault.Denied,
            Say($"The thermometer's bus {Path} may not be used: the service user must be in the group 'i2c' (sudo usermod -aG i2c USER, then restart the service)."),
            e),
        Errno.RemoteIo or Errno.NoSuchAddress => new ThermometerException(
            ThermometerFault.NoAnswer,
            Say($"Nothing answers at address 0x{_address:X2}: check the thermometer's supply, SDA and SCL, and its address."),
            e),
        Errno.TimedOut => new ThermometerException(
            ThermometerFault.BusStuck,
            "The thermometer's bus is held down: check SDA and SCL for a short circuit, then switch its supply off and on.",
            e),
        _ => new ThermometerException(
            ThermometerFault.BusStuck,
            $"The thermometer's bus failed ({e.Message}): check its wires and that no kernel driver holds the address.",
            e),
    };

    private static ThermometerException OutOfRange(byte command, ushort word) => new(
        ThermometerFault.OutOfRange,
        Say($"Register 0x{command:X2} gave 0x{word:X4}, which the thermometer cannot have measured: check its supply and its ground."));

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
