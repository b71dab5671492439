using System.Buffers.Binary;
using System.Device.I2c;
using Gatehouse.Hardware.Air;
using Gatehouse.Hardware.Temperature;

namespace Gatehouse.Hardware.Simulation;

/// <summary>
/// An SHT3x at the bus. It knows the one command that the driver may use, measures for as long as the datasheet allows
/// at most, and acknowledges no read before; a result is given once. It fails as the kernel's adapter fails.
/// </summary>
public sealed class SimulatedSht3x(TimeProvider time) : I2cDevice
{
    private const string RemoteIo = "Error 121 (Remote I/O error) performing I2C data transfer.";
    private const string TimedOut = "Error 110 (Connection timed out) performing I2C data transfer.";
    private static readonly TimeSpan Conversion = TimeSpan.FromMilliseconds(15.5);

    private readonly Lock _one = new();
    private long? _asked;

    /// <summary>The air about it.</summary>
    public AirSample Air { get => Get(ref field); set => Set(ref field, value); } = new(new Celsius(23), 45);

    public Sht3xFault Fault { get => Get(ref field); set => Set(ref field, value); }

    public override I2cConnectionSettings ConnectionSettings { get; } = new(3, Sht3x.UsualAddress);

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        var measures = buffer.Length == 2 && BinaryPrimitives.ReadUInt16BigEndian(buffer) == Sht3xWords.Measure;
        lock (_one)
        {
            Fail();
            if (!measures || IsBusy)
            {
                throw new IOException(RemoteIo);
            }

            _asked = time.GetTimestamp();
        }
    }

    public override void Read(Span<byte> buffer)
    {
        lock (_one)
        {
            Fail();
            if (_asked is null || IsBusy || Fault == Sht3xFault.NeverReady || buffer.Length != Sht3xWords.ResultLength)
            {
                throw new IOException(RemoteIo);
            }

            _asked = null;
            Sht3xWords.Write(Air, buffer);
            switch (Fault)
            {
                case Sht3xFault.BadCheck:
                    buffer[2] ^= 0xFF;
                    buffer[5] ^= 0xFF;
                    break;
                case Sht3xFault.Impossible:
                    buffer.Fill(0xFF);
                    buffer[2] = Sht3xWords.Check(buffer[..2]);
                    buffer[5] = Sht3xWords.Check(buffer[3..5]);
                    break;
            }
        }
    }

    /// <summary>A read with a repeated start: the command is not done yet, so nothing acknowledges.</summary>
    public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer) => throw new IOException(RemoteIo);

    private bool IsBusy => _asked is { } asked && time.GetElapsedTime(asked) < Conversion;

    private void Fail()
    {
        switch (Fault)
        {
            case Sht3xFault.NoAcknowledge:
                throw new IOException(RemoteIo);
            case Sht3xFault.StuckLow:
                throw new IOException(TimedOut);
        }
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
