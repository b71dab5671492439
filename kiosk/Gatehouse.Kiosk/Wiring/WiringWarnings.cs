using Gatehouse.Hardware.Gate;
using Gatehouse.Hardware.Gpio;
using Gatehouse.Kiosk.Configuration;

namespace Gatehouse.Kiosk.Wiring;

/// <summary>Finds what is unsafe or unwise in a wiring.</summary>
internal static class WiringWarnings
{
    private const string SafeOutputs = "17, 22, 23, 24, 25 and 27 are low from power-on";

    public static IReadOnlyList<WiringWarning> Of(WiringPlan plan, IReadOnlyList<Wire> wires) =>
        [.. wires.SelectMany(OfWire), .. OfLampsAtLow(wires), .. plan.Readers.SelectMany(OfReader), .. OfPorts(plan), .. OfGate(plan)];

    /// <summary>The same name is another UART on another board.</summary>
    private static IEnumerable<WiringWarning> OfPorts(WiringPlan plan)
    {
        var ports = plan.Readers.Select(reader => (Device: WiringSheet.Name(reader), Port: WiringSheet.SerialPort(reader)))
            .Append((Device: "distance", Port: (plan.Distance as TfLunaWiring)?.Port));
        foreach (var (device, port) in ports)
        {
            if (port == "/dev/serial0")
            {
                yield return new(device, "/dev/serial0 is on lines 14 and 15 up to the Raspberry Pi 4, with 'enable_uart=1' in config.txt. On a Pi 5 it is the debug connector: name /dev/ttyAMA0 there, with 'dtoverlay=uart0-pi5'.");
            }
            else if (port == "/dev/ttyAMA0")
            {
                yield return new(device, "/dev/ttyAMA0 is on lines 14 and 15 on a Raspberry Pi 5 with 'dtoverlay=uart0-pi5' in config.txt. Up to the Pi 4 it is the Bluetooth chip unless 'dtoverlay=disable-bt' is set: name /dev/serial0 there, with 'enable_uart=1'.");
            }
            else if (port == "/dev/ttyS0")
            {
                yield return new(device, "/dev/ttyS0 is on lines 14 and 15 up to the Raspberry Pi 4 only, with 'enable_uart=1' in config.txt: name /dev/serial0, which finds it.");
            }
        }
    }

    private static IEnumerable<WiringWarning> OfWire(Wire wire)
    {
        var where = $"{wire.Signal} on line {wire.Line}";
        if (RaspberryPiHeader.Pin(wire.Line) is null)
        {
            yield return new(wire.Device, $"{where}: that line is not on the 40-pin header; correct the number.");
        }

        if (wire.Kind is WireKind.Relay or WireKind.Lamp && RaspberryPiHeader.IsPulledUpAtPowerOn(wire.Line))
        {
            var what = wire.Kind == WireKind.Relay ? "the relay opens the way" : "it is on";
            yield return new(wire.Device, $"{where}: lines 0 to 8 are high from power-on until the kiosk starts, so {what} meanwhile; {SafeOutputs}.");
        }

        if (wire.Line is 0 or 1 && wire.Kind != WireKind.I2c)
        {
            yield return new(wire.Device, $"{where}: lines 0 and 1 belong to the identification chip of an add-on board; take another.");
        }

        if (wire.Line is 2 or 3 && wire.Kind != WireKind.I2c)
        {
            yield return new(wire.Device, $"{where}: lines 2 and 3 have fixed pull-ups of 1.8 kΩ for I²C; take another.");
        }

        if (wire.Line == 14 && wire.Kind is WireKind.Relay or WireKind.Lamp)
        {
            yield return new(wire.Device, $"{where}: line 14 goes high while the board boots; {SafeOutputs}.");
        }
    }

    /// <summary>One sentence for all lamps of a board.</summary>
    private static IEnumerable<WiringWarning> OfLampsAtLow(IEnumerable<Wire> wires)
    {
        foreach (var device in wires.Where(IsOnFromPowerOn).GroupBy(wire => wire.Device))
        {
            var where = string.Join(", ", device.Select(wire => $"{wire.Signal} on line {wire.Line}"));
            var what = device.Key == "buzzer" ? "it sounds" : device.Count() == 1 ? "it is lit" : "they are lit";
            var booting = device.Any(wire => wire.Line == 14) ? " Line 14 goes high while the board boots, so what is on it goes off and on." : "";
            yield return new(
                device.Key,
                $"{where}: on at a low level, and low from power-on, so {what} until the kiosk starts and whenever it does not run; 4 to 8 are high from power-on.{booting}");
        }
    }

    private static bool IsOnFromPowerOn(Wire wire) => wire.Kind == WireKind.LampAtLow && !RaspberryPiHeader.IsPulledUpAtPowerOn(wire.Line);

    private static IEnumerable<WiringWarning> OfReader(ReaderWiring reader)
    {
        var name = WiringSheet.Name(reader);
        switch (reader)
        {
            case WiegandWiring:
                yield return new(name, "Wiegand is clear text: whoever reaches the cable can copy badges. Keep it inside the housing, or take an OSDP reader.");
                break;
            case KeyboardWiring { Serial: null, UsbPort: null }:
                yield return new(name, "Any USB keyboard of this kind can type badge numbers: name its 'serial' or its 'usbPort', and close the housing.");
                break;
            case KeyboardWiring:
                yield return new(name, "A keyboard proves nothing: whoever can plug one in can be anybody. Close the housing.");
                break;
            case Mfrc522Wiring or Pn532Wiring:
                yield return new(name, "A card's identifier can be copied to another card. It tells who somebody claims to be.");
                break;
            case OsdpWiring { KeyFile: null }:
                yield return new(name, "OSDP without a key is clear text and may be tampered with: commission the reader and name its 'keyFile'.");
                break;
        }
    }

    private static IEnumerable<WiringWarning> OfGate(WiringPlan plan)
    {
        if (plan.Distance is null)
        {
            yield return new("distance", "No distance sensor: what the thermometer sees may be the wall behind a person. Fit one.");
        }

        if (plan.Turnstile.Mode == ReleaseMode.Level)
        {
            yield return new(
                "turnstile",
                "Held by a level: should the board itself hang, only hardware can let the relay go. Put a one-shot (monostable) of 6 s between line and relay, or use pulse mode.");
        }

        if ((plan.Turnstile.ReleaseIn is not null && plan.Turnstile.TurnedIn is null) || (plan.Turnstile.ReleaseOut is not null && plan.Turnstile.TurnedOut is null))
        {
            yield return new("turnstile", "A way without a feedback contact: every passage ends as given up, whoever went through.");
        }

        if (plan.Turnstile.ReleaseOut is not null && plan.Inputs.ExitButton is null)
        {
            yield return new("inputs", "No exit button: with a broken reader nobody gets out but through the fire loop. Fit one, normally closed.");
        }
    }
}
