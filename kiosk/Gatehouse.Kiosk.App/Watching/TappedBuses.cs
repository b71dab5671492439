using System.Device.Gpio;
using System.Device.I2c;
using System.Device.Spi;
using Gatehouse.Hardware.Gpio;
using Gatehouse.Hardware.Input;
using Gatehouse.Hardware.Serial;
using Gatehouse.Kiosk.App.Devices;
using Gatehouse.Kiosk.Configuration;

namespace Gatehouse.Kiosk.App.Watching;

/// <summary>Buses that tell what goes over their wires before a driver makes sense of it, so that a cable can be found.</summary>
/// <param name="buses">The buses.</param>
/// <param name="bytes">Whether the bytes of serial lines and SPI are told, too; a reader that is polled makes many.</param>
/// <param name="say">Is told each thing in words.</param>
internal sealed class TappedBuses(GateBuses buses, bool bytes, Action<string> say) : GateBuses
{
    public override TimeSpan UnderPower => buses.UnderPower;

    public override TimeProvider Time => buses.Time;

    public override GpioController Gpio => buses.Gpio;

    public override GpioController Relays(TurnstileWiring wiring) => buses.Relays(wiring);

    public override long LostEdges => buses.LostEdges;

    public override LineEdges Edges(PinEventTypes edges, PinMode bias, params IReadOnlyList<int> lines) =>
        new TappedEdges(buses.Edges(edges, bias, lines), lines[0], say, Time);

    public override I2cDevice Thermometer(ThermometerWiring wiring) => buses.Thermometer(wiring);

    public override I2cDevice Air(AirWiring wiring) => buses.Air(wiring);

    public override SpiDevice Spi(Mfrc522Wiring wiring)
    {
        var device = buses.Spi(wiring);
        return bytes ? new TappedSpiDevice(device, say) : device;
    }

    public override SerialLine Serial(string port, int baudRate)
    {
        var line = buses.Serial(port, baudRate);
        return bytes ? new TappedSerialLine(line, say) : line;
    }

    public override InputDevice Keyboard(KeyboardWiring wiring) => new TappedKeyboard(buses.Keyboard(wiring), say);

    public override Task LiveAsync(string device, bool forces, CancellationToken cancellationToken) => buses.LiveAsync(device, forces, cancellationToken);
}
