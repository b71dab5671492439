using System.CommandLine;
using Gatehouse.Kiosk.App.Commands;

namespace Gatehouse.Kiosk.Tests.CommandLine;

/// <summary>A simulated gate of one kind on a bench, its thermometer commissioned and its OSDP reader with a key, and the commands on fake time.</summary>
internal sealed class Bench
{
    private const string Osdp = """{ "direction": "in", "type": "osdp", "port": "/dev/ttyUSB0", "baudRate": 9600, "address": 0, "keyFile": "/etc/gatehouse/reader-in.key" }""";
    private const string Echo = """{ "type": "hc-sr04", "trigger": 10, "echo": 11 }""";

    private readonly string _file;

    public Bench(TempFolder folder, string gate)
    {
        _file = Write(folder, gate);
        Run("commission", "--simulate");
        if (gate == "osdp")
        {
            Run("reader-key", "in", "--simulate");
        }
    }

    /// <summary>One for each kind of reader, and for both kinds of distance sensor.</summary>
    public static IReadOnlyList<string> Gates { get; } = ["osdp", "mfrc522", "pn532", "keyboard"];

    /// <summary>The devices that can have a fault, and the faults that they can have, as a command names them that was given another.</summary>
    public IEnumerable<(string Device, string Fault)> Faults() =>
        from device in Named("?:?", "there are ")
        from fault in Named($"{device}:?", "its faults are ").Skip(1)
        select (device, fault);

    /// <summary>Runs a command to its end and gives what it wrote.</summary>
    public string Run(params string[] arguments)
    {
        var (output, error) = Ended(arguments);
        Assert.Equal("", error);
        return output;
    }

    private string[] Named(string fault, string after)
    {
        var refused = Ended("watch", "thermometer", "--simulate", "--simulated-fault", fault).Error;
        return refused[(refused.IndexOf(after, StringComparison.Ordinal) + after.Length)..].TrimEnd('\n', '.').Split(", ");
    }

    private (string Output, string Error) Ended(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        Stage.Play(async time =>
        {
            var root = KioskCommands.Root(new StandardStreams(() => Stream.Null, () => Stream.Null, IsTerminal: false), time);
            var parsed = root.Parse([.. arguments, "--config", _file]);
            Assert.Empty(parsed.Errors);
            await parsed.InvokeAsync(
                new InvocationConfiguration { Output = output, Error = error, ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false },
                TestContext.Current.CancellationToken);
        });
        return (output.ToString(), error.ToString());
    }

    /// <summary>The example of hardware/README.md with another reader.</summary>
    private static string Write(TempFolder folder, string gate)
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "gate.json"));
        text = gate switch
        {
            // The SPI bus wants the HC-SR04's lines.
            "mfrc522" => text.Replace(Osdp, """{ "direction": "in", "type": "mfrc522" }""", StringComparison.Ordinal)
                .Replace(Echo, """{ "type": "tf-luna", "port": "/dev/ttyAMA4" }""", StringComparison.Ordinal),
            "pn532" => text.Replace(Osdp, """{ "direction": "in", "type": "pn532", "port": "/dev/ttyAMA3" }""", StringComparison.Ordinal),
            "keyboard" => text.Replace(Osdp, """{ "direction": "in", "type": "keyboard", "device": "08ff:0009" }""", StringComparison.Ordinal),
            _ => text,
        };
        Assert.Equal(gate == "osdp", text.Contains("osdp", StringComparison.Ordinal));
        var file = folder.File("kiosk.json");
        File.WriteAllText(
            file,
            text.Replace("/var/lib/gatehouse-kiosk", "state", StringComparison.Ordinal).Replace("/etc/gatehouse/", "", StringComparison.Ordinal));
        return file;
    }
}
