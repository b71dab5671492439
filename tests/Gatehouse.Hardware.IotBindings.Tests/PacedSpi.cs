using System.Device.Spi;
using Gatehouse.Hardware.Cards;
using Gatehouse.Hardware.Simulation.Cards;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Hardware.IotBindings.Tests;

/// <summary>
/// The bus of an MFRC522, which moves the clock. The package waits for an answer on the processor's clock, 36 ms at most,
/// and asks without a pause: each time that it asks, half a millisecond passes here, until these 36 are over.
/// </summary>
internal sealed class PacedSpi(SimulatedMfrc522 chip, FakeTimeProvider time) : SpiDevice
{
    private const byte Reading = 0x80;

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(36);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(0.5);

    private TimeSpan _left;

    public override SpiConnectionSettings ConnectionSettings => chip.ConnectionSettings;

    public override void TransferFullDuplex(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
    {
        // The package gives one buffer for both; the kernel sends what was there before.
        var sent = writeBuffer.ToArray();
        switch (sent)
        {
            case [Mfrc522Words.BitFraming << 1, >= Mfrc522Words.StartSend]:
                _left = Patience;
                break;
            case [Reading | (Mfrc522Words.Interrupts << 1), _] when _left > TimeSpan.Zero:
                _left -= Step;
                time.Advance(Step);
                break;
        }

        chip.TransferFullDuplex(sent, readBuffer);
    }

    public override void Read(Span<byte> buffer) => chip.Read(buffer);

    public override void Write(ReadOnlySpan<byte> buffer) => chip.Write(buffer);
}
