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
        "The fire loop goes from the fire panel straight to the turnstile; the kiosk sees a copy.",
        .. Section("Mind", sheet.Warnings.SelectMany(w => Wrapped(w.Device, w.Text))),
    ];

    /// <summary>What stands between a line and a device.</summary>
    public static string Between(WireKind kind) => kind switch
    {
        WireKind.I2c => "straight, alone on its bus, 3.0 V sensor supply",
        WireKind.Spi => "straight, at most 20 cm, 3.3 V",
        WireKind.Serial => "straight where the device speaks 3.3 V",
        WireKind.Wiegand => "5 V: divider 330 Ω and 560 Ω, or level shifter",
        WireKind.Relay => "transistor or ULN2003, and 10 kΩ to ground",
        WireKind.Lamp => "transistor or ULN2003, high is on",
        WireKind.LampAtLow => "board of 3.3 V inputs, low is on",
        WireKind.Contact => "contact to ground, closed when all is well",
        WireKind.Trigger => "straight",
        _ => "5 V: divider 1 kΩ and 2 kΩ",
    };

    private static IEnumerable<string> Drawing(WiringSheet sheet)
    {
        var names = sheet.Wires
            .Where(w => RaspberryPiHeader.Pin(w.Line) is not null)
            .GroupBy(w => RaspberryPiHeader.Pin(w.Line)!.Value)
            .ToDictionary(pin => pin.Key, pin => Label(pin.First()));
        for (var pin = 1; pin < HeaderPins; pin += 2)
        {
            yield return $"{Name(pin),28}  {pin,2} ● ● {pin + 1,-2}  {Name(pin + 1)}".TrimEnd();
        }

        string Name(int pin) => names.GetValueOrDefault(pin) ?? Supplies.GetValueOrDefault(pin) ?? "·";
    }

    private static string Label(Wire wire) => wire.Device is "inputs" or "buzzer" ? wire.Signal : $"{wire.Device} {wire.Signal}";

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
