using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gatehouse.Contract;
using Gatehouse.Demo;
using Gatehouse.Demo.Services;
using Gatehouse.Kiosk.Journal;

namespace Gatehouse.Benchmarks;

/// <summary>
/// Processor time of kiosks that nobody walks through, as a share of one core. Between them their lanes have every device.
/// Those on serial lines are in processes of their own, and the kernel is between; the work of the other simulated ones
/// is in the figure. The baseline is a lane of Wiegand readers, idle at the same time.
/// </summary>
internal static partial class IdleBenchmark
{
    private const double MostPercent = 2;

    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Dry = TimeSpan.FromSeconds(1);

    // The devices' own first questions and the journal's first lines are no idleness.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private const int MostAgain = 2;

    private static readonly Lane Plain = new("Wiegand", """{ "type": "wiegand", "data0": 17, "data1": 27 }""", """{ "type": "wiegand", "data0": 22, "data1": 23 }""", HcSr04);

    private static readonly Lane[] Lanes =
    [
        new("OSDP, keyboard", """{ "type": "osdp", "port": "/dev/ttyUSB0", "keyFile": "reader.key" }""", """{ "type": "keyboard", "device": "08ff:0009" }""", HcSr04),
        new("MFRC522, PN532, TF-Luna", """{ "type": "mfrc522" }""", """{ "type": "pn532", "port": "/dev/ttyAMA3" }""", """{ "type": "tf-luna", "port": "/dev/ttyAMA4" }"""),
    ];

    private const string HcSr04 = """{ "type": "hc-sr04", "trigger": 10, "echo": 11 }""";

    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        var root = BenchOptions.RealFolder("idle");
        var kiosks = new List<Service>();
        var lines = new Stack<FarEnd>();
        try
        {
            foreach (var lane in Lanes.Prepend(Plain))
            {
                kiosks.Add(await StartAsync(root, lane, lines, options, cancellationToken));
            }

            var shares = await MeasureAsync(root, kiosks, options, cancellationToken);
            for (var again = 0; again < MostAgain && Lanes.Any(lane => Faulty(Folder(root, lane)).Count > 0); again++)
            {
                // A far end that the machine kept waiting was lost for a moment: that lane was not idle.
                shares = await MeasureAsync(root, kiosks, options, cancellationToken);
            }

            RefuseFaults(root);
            return [.. Lanes.Select((lane, i) => new Figure($"idle: {lane.Name}", shares[1 + i], "%", shares[0], options.Bound(MostPercent)))];
        }
        finally
        {
            foreach (var kiosk in kiosks)
            {
                await kiosk.DisposeAsync();
            }

            while (lines.TryPop(out var line))
            {
                line.Dispose();
            }

            root.Delete(recursive: true);
        }
    }

    /// <summary>The share of a core that each kiosk takes, %.</summary>
    private static async Task<List<double>> MeasureAsync(DirectoryInfo root, List<Service> kiosks, BenchOptions options, CancellationToken cancellationToken)
    {
        await SettleAsync(root, options.Time, cancellationToken);
        var began = options.Time.GetTimestamp();
        var before = kiosks.Select(ProcessorTime).ToList();
        await Task.Delay(options.Dry ? Dry : Long, options.Time, cancellationToken);
        var passed = options.Time.GetElapsedTime(began);
        return [.. kiosks.Zip(before, (kiosk, then) => (ProcessorTime(kiosk) - then) / passed * 100)];
    }

    private static async Task<Service> StartAsync(DirectoryInfo root, Lane lane, Stack<FarEnd> lines, BenchOptions options, CancellationToken cancellationToken)
    {
        var program = options.KioskProgram();
        var folder = Folder(root, lane);
        await BenchKiosk.PrepareAsync(folder, program, options.Time, cancellationToken);
        await File.WriteAllTextAsync(folder.Configuration, lane.Configure(await File.ReadAllTextAsync(folder.Configuration, cancellationToken)), cancellationToken);
        if (lane.In.Contains("keyFile", StringComparison.Ordinal))
        {
            await using var keying = await Service.StartAsync(
                "gatehouse-kiosk reader-key", program, ["reader-key", "in", "--config", folder.Configuration, "--simulate"], folder.Log, options.Time);
            if (await keying.EndsAsync(cancellationToken) is { Status: not 0 } ended)
            {
                throw new DemoException($"The OSDP reader could not be given its key: {ended.Trouble}");
            }
        }

        await PutInLinesAsync(folder.Configuration, lane, lines, program, cancellationToken);
        var kiosk = await Service.StartAsync(
            "gatehouse-kiosk run", program, ["run", "--config", folder.Configuration, "--simulate", "--json"], folder.Log, options.Time);
        await kiosk.SaysAsync("ready", cancellationToken);
        return kiosk;
    }

    /// <summary>Puts every device that has a serial line at the far end of a real one.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The stack owns them.")]
    private static async Task PutInLinesAsync(string configuration, Lane lane, Stack<FarEnd> lines, ProgramFile program, CancellationToken cancellationToken)
    {
        var simulated = configuration + ".simulated";
        File.Copy(configuration, simulated);
        foreach (var (part, device) in new[] { (lane.In, "reader-in"), (lane.Out, "reader-out"), (lane.Distance, "distance") })
        {
            if (Port().Match(part) is { Success: true } port)
            {
                var line = new FarEnd();
                lines.Push(line);
                var text = await File.ReadAllTextAsync(configuration, cancellationToken);
                await File.WriteAllTextAsync(configuration, text.Replace(port.Value, $"\"port\": \"{line.Path}\"", StringComparison.Ordinal), cancellationToken);
                line.Start(program, simulated, device);
            }
        }
    }

    [GeneratedRegex("\"port\": \"[^\"]*\"")]
    private static partial Regex Port();

    private static KioskFolder Folder(DirectoryInfo root, Lane lane) => new("bench", Path.Combine(root.FullName, lane.Name));

    /// <summary>Waits until every lane has all its devices, and a moment more.</summary>
    private static async Task SettleAsync(DirectoryInfo root, TimeProvider time, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        do
        {
            await Task.Delay(Settling, time, cancellationToken);
        }
        while (Lanes.Any(lane => Faulty(Folder(root, lane)).Count > 0) && time.GetElapsedTime(began) < Patience);
    }

    /// <summary>A lane that has lost a device is idle for another reason.</summary>
    private static void RefuseFaults(DirectoryInfo root)
    {
        foreach (var lane in Lanes)
        {
            if (Faulty(Folder(root, lane)) is { Count: > 0 } faulty)
            {
                throw new DemoException($"The lane '{lane.Name}' was measured without its {string.Join(", ", faulty)}.");
            }
        }
    }

    /// <summary>Devices of a lane that its journal says do not work.</summary>
    private static HashSet<string> Faulty(KioskFolder folder)
    {
        using var disk = FolderDisk.OpenReadOnly(folder.Journal);
        var reader = new JournalReader(disk);
        var faulty = new HashSet<string>(StringComparer.Ordinal);
        foreach (var lines in reader.Epochs().SelectMany(epoch => reader.Read(epoch, 1)))
        {
            var record = JournalLine.ReadRecord(lines.Line);
            if (record.Kind is RecordKind.Fault or RecordKind.Cleared && record.Body.Deserialize(ContractJson.Default.LaneAlarm) is { } alarm)
            {
                _ = record.Kind == RecordKind.Fault ? faulty.Add(alarm.Device) : faulty.Remove(alarm.Device);
            }
        }

        return faulty;
    }

    private static TimeSpan ProcessorTime(Service kiosk)
    {
        using var process = Process.GetProcessById(kiosk.ProcessId);
        return process.TotalProcessorTime;
    }

    /// <summary>A lane's devices besides those that every lane has, as they stand in its configuration.</summary>
    private sealed record Lane(string Name, string In, string Out, string Distance)
    {
        public string Configure(string configuration) =>
            Put(
                Put(
                    Put(configuration, """{ "direction": "in", "data0": 17, "data1": 27 }""", Towards("in", In)),
                    """{ "direction": "out", "data0": 22, "data1": 23 }""",
                    Towards("out", Out)),
                HcSr04,
                Distance);

        private static string Towards(string direction, string reader) =>
            reader.Replace("{", $$"""{ "direction": "{{direction}}",""", StringComparison.Ordinal);

        // A part that was not found would leave a lane to be measured that has other devices than its figure says.
        private static string Put(string configuration, string part, string by) =>
            configuration.Contains(part, StringComparison.Ordinal)
                ? configuration.Replace(part, by, StringComparison.Ordinal)
                : throw new DemoException($"The demo's configuration has no {part}: name it in {nameof(IdleBenchmark)} as it is now.");
    }
}
