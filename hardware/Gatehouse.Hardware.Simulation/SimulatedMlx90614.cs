using System.Device.I2c;
using Gatehouse.Hardware.Temperature;

namespace Gatehouse.Hardware.Simulation;

/// <summary>
/// An MLX90614 at the bus: words with packet error codes, RAM and EEPROM, radiation physics, noise and settling by
/// variant. It fails as the kernel's adapter fails, with the same texts.
/// </summary>
public sealed class SimulatedMlx90614 : I2cDevice
{
    private const string RemoteIo = "Error 121 (Remote I/O error) performing I2C data transfer.";
    private const string TimedOut = "Error 110 (Connection timed out) performing I2C data transfer.";
    private const byte AnyCell = 0xE0;

    // A word is 0.02 °C.
    private const int OffByWords = 20;
    private const double NoisyScale = 4;

    private readonly TimeProvider _time;
    private readonly Mlx90614Optics _optics;
    private readonly Mlx90614Eeprom _eeprom;
    private readonly ulong _otherSerial;
    private readonly Lock _one = new();
    private readonly Dictionary<byte, ushort> _last = [];
    private readonly double _configured;
    private long _lastActivity;
    private long _disturbances;
    private int _drifted;

    /// <param name="time">Measures how long its bus was quiet.</param>
    /// <param name="seed">By which this one instrument differs from others.</param>
    /// <param name="variant">Which it is; DCI unless said otherwise.</param>
    public SimulatedMlx90614(TimeProvider time, int seed, Mlx90614Variant? variant = null)
    {
        var random = new Random(seed);
        Variant = variant ?? Mlx90614Variant.Dci;
        _time = time;
        Serial = (ulong)random.NextInt64();
        _otherSerial = ~Serial;
        _optics = new Mlx90614Optics(Variant, random);
        _eeprom = new Mlx90614Eeprom(time);
        _eeprom.Burn(Serial, Variant.Configuration);
        Identity = new ThermometerIdentity(
            Serial, _eeprom[Mlx90614Words.Emissivity], _eeprom[Mlx90614Words.EmissivityTrim], _eeprom[Mlx90614Words.Configuration]);
        // Cells are loaded when the supply comes, so that a later write has no effect before the next power-up.
        _configured = _eeprom[Mlx90614Words.Emissivity] / 65535.0;
        _lastActivity = time.GetTimestamp();
    }

    public Mlx90614Variant Variant { get; }

    /// <summary>The true temperature of the surface in view.</summary>
    public Celsius Target { get => Get(ref field); set => Set(ref field, value); } = new(34.5);

    /// <summary>The emissivity of that surface; skin has 0.98.</summary>
    public double TargetEmissivity { get => Get(ref field); set => Set(ref field, value); } = 0.98;

    /// <summary>The temperature of the room and of the instrument.</summary>
    public Celsius Ambient { get => Get(ref field); set => Set(ref field, value); } = new(23);

    /// <summary>What the surface reflects and what is seen beside it; as warm as the instrument unless said otherwise.</summary>
    public Celsius? Surroundings { get => Get(ref field); set => Set(ref field, value); }

    /// <summary>The part of its view that the surface fills, 0 to 1.</summary>
    public double Fill { get => Get(ref field); set => Set(ref field, value); } = 1;

    /// <summary>How far off this one instrument is about fever, °C; somewhere in its tolerance, by the seed, unless said otherwise.</summary>
    public double OwnError { get => _optics.Error; set => _optics.Error = value; }

    /// <summary>By how much that grows with each degree that a target is warmer; an instrument keeps its tolerance with 0.</summary>
    public double OwnErrorSlope { get => _optics.ErrorSlope; set => _optics.ErrorSlope = value; }

    /// <summary>The supply; each volt above 3.0 V reads 0.6 °C too much.</summary>
    public double SupplyVolts { get => Get(ref field); set => Set(ref field, value); } = 3.0;

    public Mlx90614Fault Fault { get => Get(ref field); set => Set(ref field, value); }

    /// <summary>Scales noise and this instrument's own error: 1 as the datasheet says, 0 an ideal instrument.</summary>
    public double NoiseScale { get => Get(ref field); set => Set(ref field, value); } = 1;

    /// <summary>The identity burnt into it; while it is swapped, the bus gives another.</summary>
    public ulong Serial { get; }

    /// <summary>What it is as it came from the factory, to be commissioned.</summary>
    public ThermometerIdentity Identity { get; }

    /// <summary>How many target readings were taken from a bus that had not been quiet long enough.</summary>
    public long Disturbances => Interlocked.Read(ref _disturbances);

    public override I2cConnectionSettings ConnectionSettings { get; } = new(1, Mlx90614.FactoryAddress);

    /// <summary>A read without the repeated start: the device does not know what is asked and leaves the bus high.</summary>
    public override void Read(Span<byte> buffer) => Transfer(buffer, static (_, answer) => answer.Fill(0xFF));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Span<byte> bytes = stackalloc byte[4];
        var fits = buffer.Length == bytes.Length;
        if (fits)
        {
            buffer.CopyTo(bytes);
        }

        Transfer(bytes, (device, message) => device.Accept(fits, message));
    }

    public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
    {
        var command = writeBuffer.Length == 1 ? writeBuffer[0] : (byte)0xFF;
        Transfer(readBuffer, (device, answer) => device.Answer(command, answer));
    }

    private delegate void Exchange(SimulatedMlx90614 device, Span<byte> bytes);

    private void Transfer(Span<byte> bytes, Exchange exchange)
    {
        lock (_one)
        {
            try
            {
                switch (Fault)
                {
                    case Mlx90614Fault.NoAcknowledge:
                        throw new IOException(RemoteIo);
                    case Mlx90614Fault.StuckLow:
                        throw new IOException(TimedOut);
                    default:
                        exchange(this, bytes);
                        break;
                }
            }
            finally
            {
                _lastActivity = _time.GetTimestamp();
            }
        }
    }

    private void Accept(bool fits, ReadOnlySpan<byte> message)
    {
        var word = (ushort)(message[1] | (message[2] << 8));
        if (!fits
            || _eeprom.IsBusy
            || message[3] != SmbusPec.OfWrite(Mlx90614.FactoryAddress, message[0], word)
            || !_eeprom.Write(message[0], word))
        {
            throw new IOException(RemoteIo);
        }
    }

    private void Answer(byte command, Span<byte> answer)
    {
        if (_eeprom.IsBusy || answer.Length is < 2 or > 3)
        {
            throw new IOException(RemoteIo);
        }

        var word = Word(command);
        answer[0] = (byte)word;
        answer[1] = (byte)(word >> 8);
        if (answer.Length == 3)
        {
            var pec = SmbusPec.OfRead(Mlx90614.FactoryAddress, command, word);
            answer[2] = Fault == Mlx90614Fault.BadPec ? (byte)~pec : pec;
        }
    }

    private ushort Word(byte command) => command switch
    {
        >= Mlx90614Words.Identity and <= Mlx90614Eeprom.LastCommand when Fault == Mlx90614Fault.Swapped =>
            (ushort)(_otherSerial >> (48 - (16 * (command - Mlx90614Words.Identity)))),
        Mlx90614Words.Target or Mlx90614Words.Ambient => Temperature(command),
        _ when (command & AnyCell) == Mlx90614Eeprom.FirstCommand => _eeprom[command],
        _ => throw new IOException(RemoteIo),
    };

    private ushort Temperature(byte command)
    {
        if (Fault == Mlx90614Fault.Frozen && _last.TryGetValue(command, out var last))
        {
            return last;
        }

        var word = command == Mlx90614Words.Ambient
            ? _optics.Ambient(Ambient, NoiseScale)
            : _optics.Target(new ThermalScene(Target, TargetEmissivity, Surroundings ?? Ambient, Fill), Ambient, _configured, SupplyVolts, NoiseScale);
        if (command == Mlx90614Words.Target && _time.GetElapsedTime(_lastActivity) < Variant.Refresh)
        {
            Interlocked.Increment(ref _disturbances);
            word = _optics.Disturbed(word);
        }

        if (command == Mlx90614Words.Target)
        {
            word = Faulty(word);
        }

        _last[command] = word;
        return Fault == Mlx90614Fault.ErrorFlag ? (ushort)(word | Mlx90614Words.ErrorFlag) : word;
    }

    private ushort Faulty(ushort word)
    {
        _drifted = Fault == Mlx90614Fault.Drifting ? _drifted + 1 : 0;
        return Fault switch
        {
            Mlx90614Fault.Off => (ushort)(word + OffByWords),
            Mlx90614Fault.Noisy => _optics.Scattered(word, NoisyScale),
            _ => (ushort)(word + _drifted),
        };
    }

    private T Get<T>(ref T field)
    {
        lock (_one)
        {
            return field;
        }
    }

    private void Set<T>(ref T field, T value)
    {
        lock (_one)
        {
            field = value;
        }
    }
}
