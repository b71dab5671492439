using System.Device.Spi;
using Gatehouse.Hardware.Cards;

namespace Gatehouse.Hardware.Simulation.Cards;

/// <summary>
/// An MFRC522 at the bus, register by register, with a field that cards are laid into. It is stricter than the chip:
/// a wrong address byte, a reserved register, a buffer run over or read empty, and a command out of turn throw.
/// </summary>
public sealed class SimulatedMfrc522 : SpiDevice
{
    private const byte Reading = 0x80;

    private readonly Lock _one = new();
    private readonly Mfrc522Registers _registers;

    /// <param name="field">What its antenna reaches.</param>
    /// <param name="time">Time in the air and of its timer.</param>
    /// <param name="version">Its version register: 0x91 and 0x92 are NXP's, others are clones.</param>
    public SimulatedMfrc522(SimulatedCardField field, TimeProvider time, byte version = 0x92) =>
        _registers = new Mfrc522Registers(field, time, version);

    public Mfrc522Fault Fault
    {
        get => _registers.Fault;
        set
        {
            lock (_one)
            {
                if (_registers.Fault is Mfrc522Fault.Unplugged or Mfrc522Fault.StuckHigh)
                {
                    _registers.Reset();
                }

                _registers.Fault = value;
            }
        }
    }

    public override SpiConnectionSettings ConnectionSettings { get; } = Mfrc522.Settings(0, 0);

    /// <summary>Its supply dips: all registers fall back, and the antenna is off.</summary>
    public void DipSupply()
    {
        lock (_one)
        {
            _registers.Reset();
        }
    }

    public override void Read(Span<byte> buffer) => throw new InvalidOperationException("An MFRC522 is read by sending addresses.");

    public override void Write(ReadOnlySpan<byte> buffer) => TransferFullDuplex(buffer, new byte[buffer.Length]);

    public override void TransferFullDuplex(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
    {
        if (writeBuffer.Length != readBuffer.Length || writeBuffer.Length < 2)
        {
            throw new InvalidOperationException("A transfer has an address, at least one byte more, and as many bytes back.");
        }

        lock (_one)
        {
            switch (Fault)
            {
                case Mfrc522Fault.Unplugged:
                    readBuffer.Clear();
                    break;
                case Mfrc522Fault.StuckHigh:
                    readBuffer.Fill(0xFF);
                    break;
                case Mfrc522Fault.BusError:
                    throw new IOException("Error 5 performing SPI data transfer.");
                case Mfrc522Fault.Denied:
                    throw new IOException("Error 13. Can not open SPI device file '/dev/spidev0.0'.");
                default:
                    Transfer(writeBuffer, readBuffer);
                    break;
            }
        }
    }

    private void Transfer(ReadOnlySpan<byte> sent, Span<byte> heard)
    {
        if ((sent[0] & Reading) == 0)
        {
            foreach (var value in sent[1..])
            {
                _registers.Write(Register(sent[0]), value);
            }

            return;
        }

        if (sent[^1] != 0)
        {
            throw new InvalidOperationException("The last byte of a read is zero.");
        }

        for (var i = 0; i < sent.Length - 1; i++)
        {
            heard[i + 1] = (sent[i] & Reading) != 0
                ? _registers.Read(Register(sent[i]))
                : throw new InvalidOperationException("Every byte of a read but the last is an address to read.");
        }
    }

    private static byte Register(byte address) => (address & 1) == 0
        ? (byte)((address & ~Reading) >> 1)
        : throw new InvalidOperationException($"0x{address:X2} is no address: its lowest bit is zero.");
}
