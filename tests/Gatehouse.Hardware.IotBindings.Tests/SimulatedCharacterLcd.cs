using System.Device.I2c;

namespace Gatehouse.Hardware.IotBindings.Tests;

/// <summary>An HD44780 with two rows of sixteen behind a PCF8574, four bits at a time, as the package's I²C interface drives it.</summary>
internal sealed class SimulatedCharacterLcd : I2cDevice
{
    private const byte Select = 0x01;
    private const byte Enable = 0x04;
    private const byte Clear = 0x01;
    private const byte SetAddress = 0x80;
    private const byte FourBits = 0x2;
    private const int Width = 16;
    private const int SecondRow = 0x40;

    private readonly char[] _memory = new char[0x80];
    private byte _lines;
    private bool _isFourBits;
    private byte? _high;
    private int _address;

    public SimulatedCharacterLcd() => Array.Fill(_memory, '\u2592');

    public bool Unplugged { get; set; }

    public string FirstRow => new(_memory, 0, Width);

    public string SecondRowText => new(_memory, SecondRow, Width);

    public override I2cConnectionSettings ConnectionSettings { get; } = new(4, 0x27);

    /// <summary>As when its supply comes: it expects eight bits again.</summary>
    public void DipSupply()
    {
        Array.Fill(_memory, '\u2592');
        (_isFourBits, _high, _address) = (false, null, 0);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (Unplugged)
        {
            throw new IOException("Error 121 (Remote I/O error) performing I2C data transfer.");
        }

        foreach (var lines in buffer)
        {
            // It takes what is on its lines when the enable line falls.
            if ((_lines & Enable) != 0 && (lines & Enable) == 0)
            {
                Take((byte)(_lines >> 4), (_lines & Select) != 0);
            }

            _lines = lines;
        }
    }

    public override void Read(Span<byte> buffer) => throw new NotSupportedException("The display is not read.");

    public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer) => throw new NotSupportedException("The display is not read.");

    private void Take(byte half, bool isData)
    {
        if (!_isFourBits)
        {
            _isFourBits = !isData && half == FourBits;
        }
        else if (_high is not { } high)
        {
            _high = half;
        }
        else
        {
            _high = null;
            Execute((byte)((high << 4) | half), isData);
        }
    }

    private void Execute(byte value, bool isData)
    {
        if (isData)
        {
            _memory[_address++] = (char)value;
        }
        else if (value >= SetAddress)
        {
            _address = value & ~SetAddress;
        }
        else if (value == Clear)
        {
            Array.Fill(_memory, ' ');
            _address = 0;
        }
    }
}
