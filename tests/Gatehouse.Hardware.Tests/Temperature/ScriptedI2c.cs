using System.Device.I2c;
using Gatehouse.Hardware.Temperature;

namespace Gatehouse.Hardware.Tests.Temperature;

/// <summary>Answers each register with a given word and its right code, or fails once in a given way.</summary>
internal sealed class ScriptedI2c(ushort target, ushort ambient) : I2cDevice
{
    public Queue<Exception> Failures { get; } = new();

    public override I2cConnectionSettings ConnectionSettings { get; } = new(1, Mlx90614.FactoryAddress);

    public override void Read(Span<byte> buffer) => throw new InvalidOperationException("A read without its command.");

    public override void Write(ReadOnlySpan<byte> buffer) => throw new InvalidOperationException("The driver never writes.");

    public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
    {
        if (Failures.TryDequeue(out var failure))
        {
            throw failure;
        }

        var word = writeBuffer[0] == Mlx90614Words.Ambient ? ambient : target;
        readBuffer[0] = (byte)word;
        readBuffer[1] = (byte)(word >> 8);
        readBuffer[2] = SmbusPec.OfRead(Mlx90614.FactoryAddress, writeBuffer[0], word);
    }
}
