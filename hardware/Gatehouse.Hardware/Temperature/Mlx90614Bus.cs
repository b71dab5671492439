using System.Device.I2c;
using System.Globalization;

namespace Gatehouse.Hardware.Temperature;

/// <summary>Reads words from an MLX90614 and refuses those that are not sound.</summary>
internal sealed class Mlx90614Bus(I2cDevice device)
{
    private readonly int _address = device.ConnectionSettings.DeviceAddress;

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
            throw Mlx90614Refusals.Of(e, _address);
        }

        var word = (ushort)(answer[0] | (answer[1] << 8));
        return SmbusPec.OfRead(_address, command, word) == answer[2]
            ? word
            : throw new ThermometerException(
                ThermometerFault.BadCheck,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The packet error code of register 0x{command:X2} is wrong: check the length of the bus wires, their pull-ups and a clock of 50 or 100 kHz."));
    }

    /// <summary>One temperature word that is neither flagged nor outside what the instrument can measure.</summary>
    public ushort ReadTemperature(byte register)
    {
        var word = Read(register);
        return Mlx90614Refusals.Of(register, word) is { } refusal ? throw refusal : word;
    }
}
