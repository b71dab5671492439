using System.Device.I2c;
using Gatehouse.Hardware.Temperature;

namespace Gatehouse.Hardware.IotBindings.Tests;

/// <summary>An MLX90614 that gives one word for its target and a sound one for itself.</summary>
internal sealed class WordI2c(ushort target) : I2cDevice
{
    public override I2cConnectionSettings ConnectionSettings { get; } = new(1, Mlx90614.FactoryAddress);

    public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
    {
        var word = writeBuffer[0] == Mlx90614Words.Target ? target : Mlx90614Words.FromCelsius(new Celsius(23));
        (readBuffer[0], readBuffer[1]) = ((byte)word, (byte)(word >> 8));
    }

    public override void Read(Span<byte> buffer) => throw new NotSupportedException("An MLX90614 is read with a repeated start.");

    public override void Write(ReadOnlySpan<byte> buffer) => throw new NotSupportedException("Nothing is written to it.");
}
