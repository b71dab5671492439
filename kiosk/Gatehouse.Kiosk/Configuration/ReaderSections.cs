using System.Globalization;
using Gatehouse.Hardware.Badges;
using Gatehouse.Hardware.Gate;

namespace Gatehouse.Kiosk.Configuration;

/// <summary>Reads the readers. A reader without a type is a Wiegand reader.</summary>
internal static class ReaderSections
{
    private const int LongestUsbName = 200;

    private static readonly string[] Types = ["wiegand", "keyboard", "mfrc522", "pn532", "osdp"];

    // By type the keys that belong to it, besides direction and type.
    private static readonly Dictionary<string, string[]> Keys = new(StringComparer.Ordinal)
    {
        ["wiegand"] = ["data0", "data1", "formats"],
        ["keyboard"] = ["device", "serial", "usbPort", "endsBySilence"],
        ["mfrc522"] = ["bus", "select"],
        ["pn532"] = ["port"],
        ["osdp"] = ["port", "baudRate", "address", "keyFile", "formats"],
    };

    public static IReadOnlyList<ReaderWiring> Read(ConfigurationSection root, string folder, LineUse lines)
    {
        var readers = root.Sections("readers").Select((section, i) => Reader(section, folder, lines, $"readers[{i}]")).ToList();
        if (readers.Count == 0)
        {
            throw new ConfigurationException($"{root.File}: no reader is named; add one under 'readers' for each side of the lane.");
        }

        if (readers.GroupBy(reader => reader.Direction).FirstOrDefault(side => side.Count() > 1) is { } twice)
        {
            var way = twice.Key == Direction.In ? "in" : "out";
            throw new ConfigurationException($"{root.File}: two readers have the direction '{way}'; a lane has one reader for each way.");
        }

        return readers;
    }

    private static ReaderWiring Reader(ConfigurationSection section, string folder, LineUse lines, string path)
    {
        section.Expect("direction", "type");
        var type = section.Word("type", Types) ?? "wiegand";
        section.Expect(Keys[type]);
        var direction = section.RequiredWord("direction", "in", "out") == "out" ? Direction.Out : Direction.In;
        ReaderWiring wiring = type switch
        {
            "keyboard" => Keyboard(section, direction),
            "mfrc522" => Mfrc522(section, direction, lines, path),
            "pn532" => new Pn532Wiring(direction, lines.TakePort(section.RequiredText("port"), $"{path}.port")),
            "osdp" => Osdp(section, direction, folder, lines, path),
            _ => new WiegandWiring(
                direction,
                lines.Take(section.RequiredLine("data0"), $"{path}.data0"),
                lines.Take(section.RequiredLine("data1"), $"{path}.data1"),
                Formats(section)),
        };
        section.Close();
        return wiring;
    }

    private static KeyboardWiring Keyboard(ConfigurationSection section, Direction direction)
    {
        var device = section.RequiredText("device");
        return device.Split(':') is [var vendor, var product] && Word(vendor) is { } vendorId && Word(product) is { } productId
            ? new KeyboardWiring(
                direction, vendorId, productId, Short(section, "serial"), Short(section, "usbPort"), section.Number("endsBySilence", 1, 64))
            : throw section.Bad("device", $"\"{device}\"", "vendor and product in hexadecimal, as lsusb shows them, such as \"08ff:0009\"");

        static ushort? Word(string text) =>
            text.Length == 4 && ushort.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var word) ? word : null;
    }

    private static string? Short(ConfigurationSection section, string key) =>
        section.Text(key) is not { } text ? null
        : text.Length <= LongestUsbName ? text
        : throw section.Bad(key, $"{text.Length} characters long", $"a text of at most {LongestUsbName} characters");

    private static Mfrc522Wiring Mfrc522(ConfigurationSection section, Direction direction, LineUse lines, string path)
    {
        var wiring = new Mfrc522Wiring(direction, section.Number("bus", 0, 6) ?? 0, section.Number("select", 0, 2) ?? 0);
        lines.TakeSpi(wiring.Bus, wiring.Select, $"{path}.bus");
        return wiring;
    }

    private static OsdpWiring Osdp(ConfigurationSection section, Direction direction, string folder, LineUse lines, string path)
    {
        var baudRate = section.Number("baudRate", 9600, 230_400) ?? 9600;
        int[] rates = [9600, 19_200, 38_400, 57_600, 115_200, 230_400];
        return new OsdpWiring(
            direction,
            lines.TakePort(section.RequiredText("port"), $"{path}.port"),
            rates.Contains(baudRate) ? baudRate : throw section.Bad("baudRate", $"{baudRate}", string.Join(", ", rates)),
            section.Number("address", 0, 126) ?? 0,
            section.Text("keyFile") is { } file ? Path.GetFullPath(file, folder) : null,
            Formats(section));
    }

    private static List<WiegandFormat> Formats(ConfigurationSection section)
    {
        var names = section.Texts("formats") ?? [WiegandFormat.H10301.Name];
        var formats = names.Select(name => WiegandFormat.Named(name)
            ?? throw section.Bad("formats", $"\"{name}\"", "H10301, H10306, H10302, H10304, or RAW and a number of bits from 1 to 64, such as RAW40")).ToList();
        if (formats.GroupBy(format => format.Length).FirstOrDefault(same => same.Count() > 1) is { } same)
        {
            throw section.Bad("formats", string.Join(" and ", same), $"one format of {same.Key} bits: two of a length cannot be told apart");
        }

        return formats;
    }
}
