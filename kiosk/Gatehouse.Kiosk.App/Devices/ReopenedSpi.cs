using System.Device.Spi;

namespace Gatehouse.Kiosk.App.Devices;

/// <summary>An SPI device that is opened anew after a failure.</summary>
internal sealed class ReopenedSpi(SpiConnectionSettings settings) : SpiDevice
{
    private readonly Reopened<SpiDevice> _device = new(() => Create(settings));

    public override SpiConnectionSettings ConnectionSettings => settings;

    public override void Read(Span<byte> buffer) => _device.Use(static (device, _, heard) => device.Read(heard), [], buffer);

    public override void Write(ReadOnlySpan<byte> buffer) => _device.Use(static (device, sent, _) => device.Write(sent), buffer, []);

    public override void TransferFullDuplex(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer) =>
        _device.Use(static (device, sent, heard) => device.TransferFullDuplex(sent, heard), writeBuffer, readBuffer);

    protected override void Dispose(bool disposing)
    {
        _device.Dispose();
        base.Dispose(disposing);
    }
}
