using System.Device.Spi;

namespace Gatehouse.Kiosk.App.Watching;

/// <summary>An SPI device whose transfers are told, too, in hexadecimal: → what we send, ← what comes meanwhile.</summary>
internal sealed class TappedSpiDevice(SpiDevice device, Action<string> say) : SpiDevice
{
    public override SpiConnectionSettings ConnectionSettings => device.ConnectionSettings;

    public override void Read(Span<byte> buffer)
    {
        device.Read(buffer);
        say($"← {Convert.ToHexString(buffer)}");
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        say($"→ {Convert.ToHexString(buffer)}");
        device.Write(buffer);
    }

    public override void TransferFullDuplex(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
    {
        var sent = Convert.ToHexString(writeBuffer);
        device.TransferFullDuplex(writeBuffer, readBuffer);
        say($"→ {sent} ← {Convert.ToHexString(readBuffer)}");
    }

    protected override void Dispose(bool disposing)
    {
        device.Dispose();
        base.Dispose(disposing);
    }
}
