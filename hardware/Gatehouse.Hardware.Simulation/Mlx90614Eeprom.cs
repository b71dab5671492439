using Gatehouse.Hardware.Temperature;

namespace Gatehouse.Hardware.Simulation;

/// <summary>
/// The 32 EEPROM cells. Stricter than the device: a cell that was not erased keeps its value, the maker's cell 0x0F
/// cannot be written, and a transfer while a write is under way is not acknowledged.
/// </summary>
internal sealed class Mlx90614Eeprom(TimeProvider time)
{
    public const byte FirstCommand = 0x20;
    public const byte LastCommand = 0x3F;

    private const int SlaveAddress = 0x2E;
    private const int LastUserCell = 0x25;
    private static readonly TimeSpan WriteTime = TimeSpan.FromMilliseconds(5);

    private readonly ushort[] _cells = new ushort[LastCommand - FirstCommand + 1];
    private long? _writtenAt;

    public bool IsBusy => _writtenAt is { } at && time.GetElapsedTime(at) < WriteTime;

    public ushort this[byte command]
    {
        get => _cells[command - FirstCommand];
        set => _cells[command - FirstCommand] = value;
    }

    public void Burn(ulong serial, ushort configuration)
    {
        this[Mlx90614Words.Emissivity] = 0xFFFF;
        this[Mlx90614Words.Configuration] = configuration;
        this[Mlx90614Words.EmissivityTrim] = 0x2A33;
        this[SlaveAddress] = Mlx90614.FactoryAddress;
        for (var i = 0; i < 4; i++)
        {
            this[(byte)(Mlx90614Words.Identity + i)] = (ushort)(serial >> (48 - (16 * i)));
        }
    }

    public bool Write(byte command, ushort word)
    {
        if (command is < FirstCommand or > LastUserCell and not SlaveAddress)
        {
            return false;
        }

        _writtenAt = time.GetTimestamp();
        if (word == 0 || this[command] == 0)
        {
            this[command] = word;
        }

        return true;
    }
}
