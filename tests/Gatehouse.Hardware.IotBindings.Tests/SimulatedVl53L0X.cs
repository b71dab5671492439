using System.Device.I2c;

namespace Gatehouse.Hardware.IotBindings.Tests;

/// <summary>
/// A VL53L0X as far as the package speaks to it: registers in pages, a start that ends with an interrupt, a range. A chip whose
/// interrupt was not set up never ends a measurement, and a range that was not measured cannot be read.
/// </summary>
internal sealed class SimulatedVl53L0X : I2cDevice
{
    private const byte Page = 0xFF;
    private const byte Start = 0x00;
    private const byte InterruptOnSample = 0x0A;
    private const byte ClearInterrupt = 0x0B;
    private const byte Interrupt = 0x13;
    private const byte Range = 0x1E;
    private const byte Strobe = 0x83;

    private readonly Dictionary<(byte Page, byte Register), byte> _values = [];
    private byte _page;
    private byte _pointer;
    private bool _measured;

    public ushort Millimetres { get; set; } = 452;

    public bool Unplugged { get; set; }

    public override I2cConnectionSettings ConnectionSettings { get; } = new(4, 0x29);

    /// <summary>It forgets all that was set up.</summary>
    public void DipSupply()
    {
        _values.Clear();
        (_page, _measured) = (0, false);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Demand();
        _pointer = buffer[0];
        foreach (var value in buffer[1..])
        {
            Set(_pointer++, value);
        }
    }

    public override void Read(Span<byte> buffer)
    {
        Demand();
        foreach (ref var value in buffer)
        {
            value = Get(_pointer++);
        }
    }

    public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
    {
        Write(writeBuffer);
        Read(readBuffer);
    }

    private void Demand()
    {
        if (Unplugged)
        {
            throw new IOException("Error 121 (Remote I/O error) performing I2C data transfer.");
        }
    }

    private void Set(byte register, byte value)
    {
        switch (_page, register)
        {
            case (_, Page):
                _page = value;
                break;
            case (0, Start):
                _measured = (value & 1) != 0 && _values.GetValueOrDefault(((byte)0, InterruptOnSample)) == 0x04;
                _values[(0, Interrupt)] = (byte)(_measured ? 0x04 : 0);
                break;
            case (0, ClearInterrupt):
                _values[(0, Interrupt)] = 0;
                break;
            default:
                _values[(_page, register)] = value;
                break;
        }
    }

    private byte Get(byte register) => (_page, register) switch
    {
        (0, Range) => _measured ? (byte)(Millimetres >> 8) : throw new InvalidOperationException("A range was read that was not measured."),
        (0, Range + 1) => (byte)Millimetres,
        (7, Strobe) => 1,
        _ => _values.GetValueOrDefault((_page, register)),
    };
}
