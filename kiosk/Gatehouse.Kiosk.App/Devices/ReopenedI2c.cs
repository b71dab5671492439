using System.Device.I2c;

namespace Gatehouse.Kiosk.App.Devices;

/// <summary>An I²C device that is opened anew after a failure.</summary>
internal sealed class ReopenedI2c(I2cConnectionSettings settings) : I2cDevice
{
    private readonly Reopened<I2cDevice> _device = new(() => Create(settings));

    public override I2cConnectionSettings ConnectionSettings => settings;

    public override void Read(Span<byte> buffer) => _device.Use(static (device, _, heard) => device.Read(heard), [], buffer);

    public override void Write(ReadOnlySpan<byte> buffer) => _device.Use(static (device, sent, _) => device.Write(sent), buffer, []);

    public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer) =>
        _device.Use(static (device, sent, heard) => device.WriteRead(sent, heard), writeBuffer, readBuffer);

    protected override void Dispose(bool disposing)
    {
        _device.Dispose();
        base.Dispose(disposing);
    }
}
