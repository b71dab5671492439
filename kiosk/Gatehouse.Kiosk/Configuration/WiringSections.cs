using Gatehouse.Hardware.Air;
using Gatehouse.Hardware.Gate;
using Gatehouse.Hardware.Temperature;
using Gatehouse.Kiosk.Calibration;

namespace Gatehouse.Kiosk.Configuration;

/// <summary>Reads the sections that say which devices are wired where.</summary>
internal static class WiringSections
{
    public static WiringPlan Read(ConfigurationSection root, string folder, LineUse lines)
    {
        var gpio = root.Section("gpio");
        var chip = gpio?.Text("chip");
        gpio?.Close();
        var thermometer = Thermometer(root.Required("thermometer"), lines);
        var readers = ReaderSections.Read(root, folder, lines);
        var turnstile = Turnstile(root.Required("turnstile"), lines);
        foreach (var reader in readers)
        {
            NeedsRelease(root, turnstile, reader.Direction, "a reader lets people");
        }

        var light = Light(root.Required("light"), lines);
        var buzzer = Buzzer(root.Required("buzzer"), lines);
        var inputs = Inputs(root.Required("inputs"), lines);
        if (inputs.ExitButton is not null)
        {
            NeedsRelease(root, turnstile, Direction.Out, "the exit button lets people");
        }

        return new WiringPlan(chip, thermometer, readers, turnstile, light, buzzer, inputs, Distance(root, lines), Air(root, thermometer, lines));
    }

    private static void NeedsRelease(ConfigurationSection root, TurnstileWiring turnstile, Direction direction, string who)
    {
        if ((direction == Direction.In ? turnstile.ReleaseIn : turnstile.ReleaseOut) is null)
        {
            var (way, key) = direction == Direction.In ? ("in", "releaseIn") : ("out", "releaseOut");
            throw new ConfigurationException($"{root.File}: {who} {way} but the key 'turnstile.{key}' is missing; add it.");
        }
    }

    private static ThermometerWiring Thermometer(ConfigurationSection section, LineUse lines)
    {
        section.Expect("variant", "bus", "address", "settling", "target");
        var variant = Mlx90614Variant.Named(section.RequiredWord("variant", [.. Mlx90614Variant.All.Select(v => v.Name)]))!;
        var wiring = new ThermometerWiring(
            variant,
            section.Number("bus", 0, 31) ?? 1,
            section.Number("address", 0x08, 0x77) ?? 0x5A,
            section.Duration("settling", Longer(variant.Refresh, Mlx90614Options.ShortestSettling), TimeSpan.FromSeconds(5))
                ?? Longer(variant.Refresh, Mlx90614Options.ShortestSettling),
            Target(section));
        section.Close();
        lines.TakeI2c(wiring.Bus, "thermometer.bus");
        return wiring;
    }

    private static ReferenceTarget? Target(ConfigurationSection thermometer)
    {
        if (thermometer.Section("target") is not { } section)
        {
            return null;
        }

        section.Expect("celsius", "within");
        var target = new ReferenceTarget(
            section.Decimal("celsius", 0, 60) ?? throw section.Bad("celsius", "missing", "a number from 0 to 60"), section.Decimal("within", 0.1, 5) ?? 0.5);
        section.Close();
        return target;
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static TurnstileWiring Turnstile(ConfigurationSection section, LineUse lines)
    {
        section.Expect("releaseIn", "releaseOut", "turnedIn", "turnedOut", "mode", "pulse", "hold");
        var wiring = new TurnstileWiring(
            lines.TakeIfAny(section.Line("releaseIn"), "turnstile.releaseIn"),
            lines.TakeIfAny(section.Line("releaseOut"), "turnstile.releaseOut"),
            lines.TakeIfAny(section.Line("turnedIn"), "turnstile.turnedIn"),
            lines.TakeIfAny(section.Line("turnedOut"), "turnstile.turnedOut"),
            section.Word("mode", "pulse", "level") == "level" ? ReleaseMode.Level : ReleaseMode.Pulse,
            section.Duration("pulse", RelayTurnstileOptions.ShortestPulse, RelayTurnstileOptions.LongestPulse) ?? TimeSpan.FromMilliseconds(300),
            section.Duration("hold", TimeSpan.FromSeconds(1), RelayTurnstileOptions.LongestHold) ?? TimeSpan.FromSeconds(5));
        section.Close();
        if (wiring.Mode == ReleaseMode.Level)
        {
            NeedsFeedback(section, wiring.ReleaseIn, wiring.TurnedIn, "turnedIn");
            NeedsFeedback(section, wiring.ReleaseOut, wiring.TurnedOut, "turnedOut");
        }

        return wiring;
    }

    private static void NeedsFeedback(ConfigurationSection section, int? release, int? turned, string key)
    {
        if (release is not null && turned is null)
        {
            throw new ConfigurationException(
                $"{section.File}: the turnstile is held by a level until somebody has passed, but the key 'turnstile.{key}' is missing; add it, or set 'turnstile.mode' to pulse.");
        }
    }

    private static LightWiring Light(ConfigurationSection section, LineUse lines)
    {
        section.Expect("green", "amber", "red", "activeLow");
        var wiring = new LightWiring(
            lines.Take(section.RequiredLine("green"), "light.green"),
            lines.Take(section.RequiredLine("amber"), "light.amber"),
            lines.Take(section.RequiredLine("red"), "light.red"),
            section.Flag("activeLow"));
        section.Close();
        return wiring;
    }

    private static BuzzerWiring Buzzer(ConfigurationSection section, LineUse lines)
    {
        section.Expect("line", "activeLow");
        var wiring = new BuzzerWiring(lines.Take(section.RequiredLine("line"), "buzzer.line"), section.Flag("activeLow"));
        section.Close();
        return wiring;
    }

    private static InputWiring Inputs(ConfigurationSection section, LineUse lines)
    {
        section.Expect("fireLoop", "housing", "mains", "exitButton", "ready", "otherDoor");
        var wiring = new InputWiring(
            lines.Take(section.RequiredLine("fireLoop"), "inputs.fireLoop"),
            lines.Take(section.RequiredLine("housing"), "inputs.housing"),
            lines.TakeIfAny(section.Line("mains"), "inputs.mains"),
            lines.TakeIfAny(section.Line("exitButton"), "inputs.exitButton"),
            lines.TakeIfAny(section.Line("ready"), "inputs.ready"),
            lines.TakeIfAny(section.Line("otherDoor"), "inputs.otherDoor"));
        section.Close();
        return wiring;
    }

    private static AirWiring? Air(ConfigurationSection root, ThermometerWiring thermometer, LineUse lines)
    {
        if (root.Section("air") is not { } section)
        {
            return null;
        }

        section.Expect("type", "bus", "address");
        section.RequiredWord("type", "sht3x");
        var wiring = new AirWiring(section.Number("bus", 0, 31) ?? 3, section.Number("address", Sht3x.UsualAddress, Sht3x.UsualAddress + 1) ?? Sht3x.UsualAddress);
        section.Close();
        if (wiring.Bus == thermometer.Bus)
        {
            throw new ConfigurationException($"{root.File}: the key 'air.bus' names the thermometer's bus, which must be quiet; give the air sensor a bus of its own.");
        }

        lines.TakeI2c(wiring.Bus, "air.bus");
        return wiring;
    }

    private static DistanceWiring? Distance(ConfigurationSection root, LineUse lines)
    {
        if (root.Section("distance") is not { } section)
        {
            return null;
        }

        section.Expect("type");
        var type = section.RequiredWord("type", "hc-sr04", "tf-luna");
        section.Expect(type == "tf-luna" ? ["port"] : ["trigger", "echo"]);
        DistanceWiring wiring = type == "tf-luna"
            ? new TfLunaWiring(lines.TakePort(section.RequiredText("port"), "distance.port"))
            : new HcSr04Wiring(
                lines.Take(section.RequiredLine("trigger"), "distance.trigger"), lines.Take(section.RequiredLine("echo"), "distance.echo"));
        section.Close();
        return wiring;
    }
}
