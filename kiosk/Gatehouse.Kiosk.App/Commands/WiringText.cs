using Gatehouse.Hardware.Gpio;
using Gatehouse.Kiosk.Configuration;
using Gatehouse.Kiosk.Wiring;

namespace Gatehouse.Kiosk.App.Commands;

/// <summary>The wiring sheet as text: the header as it lies on the board, then wire by wire what stands between.</summary>
internal static class WiringText
{
    private const int HeaderPins = 40;
    private const int TextWidth = 96;

    private static readonly Dictionary<int, string> Supplies = new()
    {
        [1] = "3.3 V", [17] = "3.3 V", [2] = "5 V", [4] = "5 V",
        [6] = "ground", [9] = "ground", [14] = "ground", [20] = "ground", [25] = "ground", [30] = "ground", [34] = "ground", [39] = "ground",
    };

    public static IEnumerable<string> Lines(KioskConfiguration configuration, WiringSheet sheet) =>
    [
        $"Wiring of {configuration.Kiosk}: the 40-pin header seen from above, pin 1 at the board's corner",
        "",
        .. Drawing(sheet),
        "",
        .. Table(sheet),
        .. Section("Not on the header", sheet.Ports.Select(p => $"  {p.Device,-12} {p.Place,-18} {p.How}")),
        "",
        "All grounds are joined. No line takes more than 3.3 V or gives more than 8 mA.",
        "The fire loop goes from the fire panel straight to the turnstile; the kiosk sees a copy by a relay's second contact.",
        .. Section("Mind", sheet.Warnings.SelectMany(w => Wrapped(w.Device, w.Text))),
    ];

    /// <summary>What stands between a line and a device.</summary>
    public static string Between(WireKind kind) => kind switch
    {
        WireKind.I2c => "straight, at most 50 cm; the board's own 1.8 kΩ pull-ups; 3.0 V and 100 nF at the sensor, nothing else on the bus",
        WireKind.Spi => "straight, at most 20 cm; the reader runs on 3.3 V",
        WireKind.Serial => "straight where the device speaks 3.3 V, else a level shifter",
        WireKind.Wiegand => "5 V through a divider, 330 Ω from the reader and 560 Ω to ground, or a level shifter",
        WireKind.Relay => "transistor or ULN2003 to the relay, 10 kΩ from the line to ground",
        WireKind.Lamp => "transistor or ULN2003, high is on",
        WireKind.Contact => "contact to ground, closed when all is well; over 3 m of cable 1 kΩ in series and 4.7 kΩ to 3.3 V",
        WireKind.Trigger => "straight",
        _ => "5 V through a divider, 1 kΩ from the sensor and 2 kΩ to ground",
    };

    private static IEnumerable<string> Drawing(WiringSheet sheet)
    {
        var names = sheet.Wires
            .Where(w => RaspberryPiHeader.Pin(w.Line) is not null)
            .GroupBy(w => RaspberryPiHeader.Pin(w.Line)!.Value)
            .ToDictionary(pin => pin.Key, pin => $"{pin.First().Device} {pin.First().Signal}");
        for (var pin = 1; pin < HeaderPins; pin += 2)
        {
            yield return $"{Name(pin),28}  {pin,2} ● ● {pin + 1,-2}  {Name(pin + 1)}".TrimEnd();
        }

        string Name(int pin) => names.GetValueOrDefault(pin) ?? Supplies.GetValueOrDefault(pin) ?? "·";
    }

    private static IEnumerable<string> Table(WiringSheet sheet)
    {
        yield return $"  {"line",4}  {"pin",3}  {"at power-on",-11}  {"device",-12} {"signal",-16} between";
        foreach (var wire in sheet.Wires)
        {
            var pull = RaspberryPiHeader.IsPulledUpAtPowerOn(wire.Line) ? "high" : "low";
            var pin = RaspberryPiHeader.Pin(wire.Line) is { } number ? $"{number}" : "–";
            yield return $"  {wire.Line,4}  {pin,3}  {pull,-11}  {wire.Device,-12} {wire.Signal,-16} {Between(wire.Kind)}";
        }
    }

    private static IEnumerable<string> Section(string title, IEnumerable<string> lines)
    {
        var any = false;
        foreach (var line in lines)
        {
            if (!any)
            {
                yield return "";
                yield return title;
                any = true;
            }

            yield return line;
        }
    }

    private static IEnumerable<string> Wrapped(string name, string text)
    {
        var line = $"  {name,-12}";
        foreach (var word in text.Split(' '))
        {
            if (line.Length + 1 + word.Length > TextWidth)
            {
                yield return line;
                line = $"  {"",-12}";
            }

            line += " " + word;
        }

        yield return line;
    }
}
