using Gatehouse.Hardware.Gate;
using Gatehouse.Hardware.Gpio;
using Gatehouse.Kiosk.Configuration;

namespace Gatehouse.Kiosk.Wiring;

/// <summary>How the devices of a configuration are to be wired.</summary>
/// <param name="Wires">Every wire to the header, by line.</param>
/// <param name="Ports">Devices that are not on the header: USB, RS-485, buses an overlay puts elsewhere.</param>
/// <param name="Warnings">What is unsafe or unwise.</param>
public sealed record WiringSheet(IReadOnlyList<Wire> Wires, IReadOnlyList<WiredPort> Ports, IReadOnlyList<WiringWarning> Warnings)
{
    /// <summary>The name of the reader of those who enter.</summary>
    public const string ReaderIn = "reader in";

    /// <summary>The name of the reader of those who leave.</summary>
    public const string ReaderOut = "reader out";

    /// <summary>The sheet of a wiring.</summary>
    public static WiringSheet Of(WiringPlan plan)
    {
        List<Wire> wires =
        [
            .. Bus(RaspberryPiHeader.I2cLines(plan.Thermometer.Bus), "thermometer", WireKind.I2c, "SDA", "SCL"),
            .. plan.Readers.SelectMany(OfReader),
            .. One(plan.Turnstile.ReleaseIn, "turnstile", "release in", WireKind.Relay),
            .. One(plan.Turnstile.ReleaseOut, "turnstile", "release out", WireKind.Relay),
            .. One(plan.Turnstile.TurnedIn, "turnstile", "turned in", WireKind.Contact),
            .. One(plan.Turnstile.TurnedOut, "turnstile", "turned out", WireKind.Contact),
            .. One(plan.Light.Green, "light", "green", Lamp(plan.Light.ActiveLow)),
            .. One(plan.Light.Amber, "light", "amber", Lamp(plan.Light.ActiveLow)),
            .. One(plan.Light.Red, "light", "red", Lamp(plan.Light.ActiveLow)),
            .. One(plan.Buzzer.Line, "buzzer", "buzzer", Lamp(plan.Buzzer.ActiveLow)),
            .. One(plan.Inputs.FireLoop, "inputs", "fire loop", WireKind.Contact),
            .. One(plan.Inputs.Housing, "inputs", "housing", WireKind.Contact),
            .. One(plan.Inputs.Mains, "inputs", "mains", WireKind.Contact),
            .. One(plan.Inputs.ExitButton, "inputs", "exit button", WireKind.Contact),
            .. One(plan.Inputs.Ready, "inputs", "turnstile ready", WireKind.Contact),
            .. One(plan.Inputs.OtherDoor, "inputs", "other door", WireKind.Contact),
            .. Distance(plan.Distance),
            .. plan.Air is { } air ? Bus(RaspberryPiHeader.I2cLines(air.Bus), "air", WireKind.I2c, "SDA", "SCL") : [],
        ];
        return new WiringSheet([.. wires.OrderBy(wire => wire.Line)], [.. OffTheHeader(plan)], WiringWarnings.Of(plan, wires));
    }

    /// <summary>A reader's serial port; null when it has none.</summary>
    public static string? SerialPort(ReaderWiring reader) => reader switch
    {
        Pn532Wiring card => card.Port,
        OsdpWiring osdp => osdp.Port,
        _ => null,
    };

    /// <summary>A reader's name on the sheet.</summary>
    public static string Name(ReaderWiring reader) => reader.Direction == Direction.In ? ReaderIn : ReaderOut;

    private static IEnumerable<Wire> OfReader(ReaderWiring reader) => reader switch
    {
        WiegandWiring wiegand =>
        [
            new(wiegand.Data0, Name(reader), "D0", WireKind.Wiegand),
            new(wiegand.Data1, Name(reader), "D1", WireKind.Wiegand),
        ],
        Mfrc522Wiring card => Bus(RaspberryPiHeader.SpiLines(card.Bus, card.Select), Name(reader), WireKind.Spi, "MISO", "MOSI", "SCK", "SDA (select)"),
        Pn532Wiring card => Serial(card.Port, Name(reader)),
        OsdpWiring osdp => Serial(osdp.Port, Name(reader)),
        _ => [],
    };

    private static IEnumerable<Wire> Distance(DistanceWiring? distance) => distance switch
    {
        HcSr04Wiring echo =>
        [
            new(echo.Trigger, "distance", "Trig", WireKind.Trigger),
            new(echo.Echo, "distance", "Echo", WireKind.Echo),
        ],
        TfLunaWiring luna => Serial(luna.Port, "distance"),
        _ => [],
    };

    private static IEnumerable<WiredPort> OffTheHeader(WiringPlan plan)
    {
        if (RaspberryPiHeader.I2cLines(plan.Thermometer.Bus).Count == 0)
        {
            yield return new("thermometer", $"/dev/i2c-{plan.Thermometer.Bus}", "where the overlay puts this bus");
        }

        if (plan.Air is { } air && RaspberryPiHeader.I2cLines(air.Bus).Count == 0)
        {
            yield return new("air", $"/dev/i2c-{air.Bus}", "where the overlay puts this bus");
        }

        foreach (var reader in plan.Readers)
        {
            if (Port(reader) is var (place, how))
            {
                yield return new(Name(reader), place, how);
            }
        }

        if (plan.Distance is TfLunaWiring luna && RaspberryPiHeader.SerialLines(luna.Port).Count == 0)
        {
            yield return new("distance", luna.Port, "TX of the one to RX of the other, 3.3 V; the sensor wants 5 V supply");
        }
    }

    private static (string Place, string How)? Port(ReaderWiring reader) => reader switch
    {
        KeyboardWiring keyboard => ($"USB {keyboard.Vendor:x4}:{keyboard.Product:x4}", keyboard.UsbPort is { } port ? $"in port {port}" : "any port"),
        Mfrc522Wiring card when RaspberryPiHeader.SpiLines(card.Bus, card.Select).Count == 0 =>
            ($"/dev/spidev{card.Bus}.{card.Select}", "where the overlay puts this bus; 3.3 V only"),
        Pn532Wiring card when RaspberryPiHeader.SerialLines(card.Port).Count == 0 => (card.Port, "TX of the one to RX of the other, 3.3 V, jumpers at HSU"),
        OsdpWiring osdp => (osdp.Port, $"RS-485 A to A, B to B, 120 Ω at both ends, {osdp.BaudRate} baud, address {osdp.Address}"),
        _ => null,
    };

    private static IEnumerable<Wire> Serial(string port, string device) =>
        Bus(RaspberryPiHeader.SerialLines(port), device, WireKind.Serial, "to its RX", "from its TX");

    private static IEnumerable<Wire> Bus(IReadOnlyList<int> lines, string device, WireKind kind, params string[] signals) =>
        lines.Zip(signals, (line, signal) => new Wire(line, device, signal, kind));

    private static WireKind Lamp(bool activeLow) => activeLow ? WireKind.LampAtLow : WireKind.Lamp;

    private static IEnumerable<Wire> One(int? line, string device, string signal, WireKind kind) =>
        line is { } number ? [new Wire(number, device, signal, kind)] : [];
}
