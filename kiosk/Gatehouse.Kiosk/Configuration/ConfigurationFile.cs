using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Hardware.Gate;
using Gatehouse.Kiosk.Lane;
using Gatehouse.Kiosk.Sync;

namespace Gatehouse.Kiosk.Configuration;

/// <summary>Reads the one configuration file, JSON with comments, and refuses it whole when anything in it is wrong.</summary>
public static class ConfigurationFile
{
    private static readonly JsonDocumentOptions Reading = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>Reads a file. Paths in it are relative to the file's own folder.</summary>
    /// <exception cref="ConfigurationException">It cannot be used.</exception>
    public static KioskConfiguration Read(string path)
    {
        var name = Path.GetFileName(path);
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path), Reading);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new ConfigurationException($"{name}: the file must hold one object in braces.");
            }

            return Read(new ConfigurationSection(name, "", document.RootElement), Path.GetDirectoryName(Path.GetFullPath(path))!);
        }
        catch (JsonException e)
        {
            throw new ConfigurationException($"{name}: the file is not JSON in line {e.LineNumber + 1}: {e.Message.Split(" LineNumber", 2)[0]}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"The configuration {path} cannot be read: {e.Message}");
        }
    }

    private static KioskConfiguration Read(ConfigurationSection root, string folder)
    {
        root.Expect("kiosk", "state", "credential", "gpio", "thermometer", "readers", "turnstile", "light", "buzzer", "inputs", "lane", "sync");
        var kiosk = root.RequiredText("kiosk");
        var configuration = new KioskConfiguration(
            KioskId.TryParse(kiosk, out var id) ? id : throw root.Bad("kiosk", $"\"{kiosk}\"", KioskId.Rule),
            Path.GetFullPath(root.RequiredText("state"), folder),
            root.Text("credential") is { } credential ? Path.GetFullPath(credential, folder) : null,
            Wiring(root, new LineUse(root.File)),
            Times(root),
            Sync(root));
        root.Close();
        return configuration;
    }

    private static WiringPlan Wiring(ConfigurationSection root, LineUse lines)
    {
        var gpio = root.Section("gpio");
        var chip = gpio?.Text("chip");
        gpio?.Close();
        var readers = root.Sections("readers").Select((section, i) => Reader(section, lines, $"readers[{i}]")).ToList();
        if (readers.Count == 0)
        {
            throw new ConfigurationException($"{root.File}: no reader is named; add one under 'readers' for each side of the lane.");
        }

        if (readers.GroupBy(reader => reader.Direction).FirstOrDefault(side => side.Count() > 1) is { } twice)
        {
            var way = twice.Key == Direction.In ? "in" : "out";
            throw new ConfigurationException($"{root.File}: two readers have the direction '{way}'; a lane has one reader for each way.");
        }

        var turnstile = Turnstile(root.Required("turnstile"), lines);
        foreach (var reader in readers)
        {
            var release = reader.Direction == Direction.In ? turnstile.ReleaseIn : turnstile.ReleaseOut;
            if (release is null)
            {
                var (way, key) = reader.Direction == Direction.In ? ("in", "releaseIn") : ("out", "releaseOut");
                throw new ConfigurationException($"{root.File}: a reader lets people {way} but the key 'turnstile.{key}' is missing; add it.");
            }
        }

        return new WiringPlan(
            chip, Thermometer(root.Required("thermometer")), readers, turnstile,
            Light(root.Required("light"), lines), Buzzer(root.Required("buzzer"), lines), Inputs(root.Required("inputs"), lines));
    }

    private static ThermometerWiring Thermometer(ConfigurationSection section)
    {
        var wiring = new ThermometerWiring(
            section.Number("bus", 0, 31) ?? 1,
            section.Number("address", 0x08, 0x77) ?? 0x5A,
            section.Duration("settling", TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(5)) ?? TimeSpan.FromMilliseconds(650));
        section.Close();
        return wiring;
    }

    private static ReaderWiring Reader(ConfigurationSection section, LineUse lines, string path)
    {
        section.Expect("direction", "data0", "data1");
        var direction = section.RequiredWord("direction", "in", "out") == "out" ? Direction.Out : Direction.In;
        var wiring = new ReaderWiring(
            direction,
            lines.Take(section.RequiredLine("data0"), $"{path}.data0"),
            lines.Take(section.RequiredLine("data1"), $"{path}.data1"));
        section.Close();
        return wiring;
    }

    private static TurnstileWiring Turnstile(ConfigurationSection section, LineUse lines)
    {
        var wiring = new TurnstileWiring(
            lines.TakeIfAny(section.Line("releaseIn"), "turnstile.releaseIn"),
            lines.TakeIfAny(section.Line("releaseOut"), "turnstile.releaseOut"),
            lines.TakeIfAny(section.Line("turnedIn"), "turnstile.turnedIn"),
            lines.TakeIfAny(section.Line("turnedOut"), "turnstile.turnedOut"),
            section.Duration("pulse", TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(2)) ?? TimeSpan.FromMilliseconds(300));
        section.Close();
        return wiring;
    }

    private static LightWiring Light(ConfigurationSection section, LineUse lines)
    {
        section.Expect("green", "amber", "red");
        var wiring = new LightWiring(
            lines.Take(section.RequiredLine("green"), "light.green"),
            lines.Take(section.RequiredLine("amber"), "light.amber"),
            lines.Take(section.RequiredLine("red"), "light.red"));
        section.Close();
        return wiring;
    }

    private static int Buzzer(ConfigurationSection section, LineUse lines)
    {
        section.Expect("line");
        var line = lines.Take(section.RequiredLine("line"), "buzzer.line");
        section.Close();
        return line;
    }

    private static InputWiring Inputs(ConfigurationSection section, LineUse lines)
    {
        section.Expect("fireLoop", "housing");
        var wiring = new InputWiring(
            lines.Take(section.RequiredLine("fireLoop"), "inputs.fireLoop"),
            lines.Take(section.RequiredLine("housing"), "inputs.housing"));
        section.Close();
        return wiring;
    }

    private static LaneTimes Times(ConfigurationSection root)
    {
        var times = new LaneTimes();
        if (root.Section("lane") is not { } section)
        {
            return times;
        }

        times = times with
        {
            Journal = section.Duration("journal", TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1)) ?? times.Journal,
        };
        section.Close();
        return times;
    }

    private static SyncOptions Sync(ConfigurationSection root)
    {
        var options = new SyncOptions();
        if (root.Section("sync") is not { } section)
        {
            return options;
        }

        options = options with
        {
            BackOffCap = section.Duration("backOffCap", TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5)) ?? options.BackOffCap,
        };
        section.Close();
        return options;
    }
}
