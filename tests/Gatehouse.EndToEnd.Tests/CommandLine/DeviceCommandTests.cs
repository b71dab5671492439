using System.Text.Json;
using Gatehouse.Demo.Services;
using Gatehouse.EndToEnd.Tests.Support;

namespace Gatehouse.EndToEnd.Tests.CommandLine;

/// <summary>What the person with the screwdriver uses, on simulated devices: the example of hardware/README.md and others.</summary>
public sealed class DeviceCommandTests : IDisposable
{
    private static readonly ProgramFile Kiosk = Programs.Kiosk(KioskBuild.Any);

    private readonly Scratch _scratch = new();
    private readonly string _config;

    public DeviceCommandTests()
    {
        _config = _scratch.Path("kiosk.json");
        Directory.CreateDirectory(Path.GetDirectoryName(_config)!);
        File.WriteAllText(_config, File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "gate.json"))
            .Replace("/var/lib/gatehouse-kiosk", "state", StringComparison.Ordinal)
            .Replace("/etc/gatehouse/", "", StringComparison.Ordinal));
    }

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task The_example_is_drawn_with_every_wire_and_its_pin()
    {
        var drawn = (await RunAsync("wiring")).Succeeded();
        Assert.Contains(drawn.Lines, line => line.EndsWith("11 ● ● 12  mains", StringComparison.Ordinal) && line.Contains("turnstile release in", StringComparison.Ordinal));
        Assert.Contains(drawn.Lines, line => line.Contains("reader in", StringComparison.Ordinal) && line.Contains("RS-485", StringComparison.Ordinal));
        Assert.All(drawn.Lines, line => Assert.True(line.Length <= 110, line));

        Assert.Equal(drawn.Lines, (await RunAsync("wiring", "--simulate")).Succeeded().Lines);
        var wires = (await RunAsync("wiring", "--json")).Succeeded().LastLine.GetProperty("wires").EnumerateArray().ToList();
        Assert.Equal(19, wires.Count);
        Assert.Contains(wires, w => (w.GetProperty("line").GetInt32(), w.GetProperty("pin").GetInt32(), w.GetProperty("signal").GetString()) == (27, 13, "release out"));
    }

    [Theory]
    [InlineData("\"releaseIn\": 17", "\"releaseIn\": 7", "high from power-on")]
    [InlineData("\"green\": 22", "\"green\": 14", "goes high while the board boots")]
    [InlineData("\"red\": 24", "\"red\": 40", "not on the 40-pin header")]
    [InlineData("\"housing\": 13", "\"housing\": 1", "identification chip")]
    [InlineData(", \"exitButton\": 19", "", "No exit button")]
    [InlineData("\"mode\": \"pulse\"", "\"mode\": \"level\"", "one-shot")]
    [InlineData(", \"keyFile\": \"reader-in.key\"", "", "OSDP without a key")]
    [InlineData(", \"turnedOut\": 6", "", "without a feedback contact")]
    [InlineData("\"red\": 24", "\"red\": 24, \"activeLow\": true", "green on line 22, amber on line 23, red on line 24: on at a low level, and low from power-on, so they are lit until")]
    [InlineData("\"line\": 25", "\"line\": 14, \"activeLow\": true", "Line 14 goes high while the board boots")]
    [InlineData("\"line\": 25", "\"line\": 25, \"activeLow\": true", "it sounds until the kiosk starts")]
    public async Task What_is_unsafe_is_warned_of(string wired, string unsafely, string says)
    {
        Configure(wired, unsafely);
        var warnings = (await RunAsync("wiring", "--json")).Succeeded().LastLine.GetProperty("warnings").EnumerateArray();
        Assert.Contains(warnings, w => w.GetProperty("text").GetString()!.Contains(says, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_reader_gets_a_key_once_and_another_when_asked_to()
    {
        (await RunAsync("reader-key", "in", "--simulate")).Succeeded();
        var key = await File.ReadAllTextAsync(_scratch.Path("reader-in.key"), TestContext.Current.CancellationToken);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_scratch.Path("reader-in.key")));

        (await RunAsync("reader-key", "in", "--simulate")).Refused("reader-in.key", "--replace");
        (await RunAsync("reader-key", "out", "--simulate", "--speed", "20")).Refused("reader out", "OSDP");
        (await RunAsync("reader-key", "in", "--simulate", "--replace")).Succeeded();
        Assert.NotEqual(key, await File.ReadAllTextAsync(_scratch.Path("reader-in.key"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_key_that_a_reader_did_not_answer_to_is_taken_up_again()
    {
        (await RunAsync("reader-key", "in", "--simulate", "--simulated-fault", "reader in:silent")).Refused("/dev/ttyUSB0", "supply");
        Assert.False(File.Exists(_scratch.Path("reader-in.key")));
        var left = await File.ReadAllTextAsync(_scratch.Path("reader-in.key.new"), TestContext.Current.CancellationToken);
        (await RunAsync("reader-key", "in", "--simulate")).Succeeded();
        Assert.Equal(left, await File.ReadAllTextAsync(_scratch.Path("reader-in.key"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_key_that_is_missing_is_told_with_how_to_make_it()
    {
        Configure("reader-in.key", "keys/reader-in.key");
        (await RunAsync("watch", "reader-in", "--simulate")).Refused("keys/reader-in.key", "'gatehouse-kiosk reader-key in'");
        (await RunAsync("reader-key", "in", "--simulate")).Succeeded();
    }

    [Fact]
    public async Task A_key_that_others_can_read_is_not_used()
    {
        (await RunAsync("reader-key", "in", "--simulate")).Succeeded();
        File.SetUnixFileMode(_scratch.Path("reader-in.key"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        (await RunAsync("watch", "reader-in", "--simulate", "--speed", "20", "--for", "60 s")).Refused("reader-in.key", "chmod 600");

        await RunAsync("commission", "--simulate");
        var tested = await RunAsync("selftest", "--simulate", "--unattended", "--json");
        Assert.Equal((1, "failed", "ok"), (tested.Status, Result(tested, "reader in"), Result(tested, "reader out")));
    }

    // What every device says, well and with each fault, is tried without a process in Gatehouse.Kiosk.Tests.
    [Fact]
    public async Task Shows_what_a_device_says()
    {
        var lines = (await RunAsync(["watch", "reader-in", "--simulate", "--json", .. await PaceAsync("reader-in")])).Succeeded().Lines.Select(line => JsonDocument.Parse(line).RootElement);
        Assert.Contains(lines, l => l.GetProperty("kind").GetString() == "badge" && l.GetProperty("text").GetString()!.Contains("secure channel", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_fall_of_D0_is_shown_as_0_whatever_its_line()
    {
        Configure("\"data0\": 16, \"data1\": 26", "\"data0\": 26, \"data1\": 16");
        var watched = (await RunAsync("watch", "reader-out", "--simulate", "--speed", "20", "--for", "60 s")).Succeeded();
        Assert.Contains("1111111111111111", watched.Output, StringComparison.Ordinal);
    }

    public static TheoryData<string, string, string> Readers => new()
    {
        { """{ "direction": "in", "type": "keyboard", "device": "08ff:0009" }""", "KEYS:0000000000, typed", "reader in:unplugged" },
        { """{ "direction": "in", "type": "mfrc522", "bus": 1, "select": 2 }""", "UID:04DEADBEEF0000, a card's identifier", "reader in:unplugged" },
        { """{ "direction": "in", "type": "pn532", "port": "/dev/ttyAMA3" }""", "UID:04DEADBEEF0000, a card's identifier", "reader in:silent" },
    };

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task Watches_and_tests_every_other_kind_of_reader(string reader, string badge, string fault)
    {
        Configure("""{ "direction": "in", "type": "osdp", "port": "/dev/ttyUSB0", "baudRate": 9600, "address": 0, "keyFile": "reader-in.key" }""", reader);
        Configure("\"data0\": 16", "\"data0\": 14");
        Configure("\"exitButton\": 19", "\"exitButton\": 15");
        Configure("\"mains\": 18", "\"mains\": 9");
        Assert.Contains(badge, (await RunAsync("watch", "reader-in", "--simulate", "--speed", "20", "--for", "60 s")).Succeeded().Output, StringComparison.Ordinal);

        await RunAsync("commission", "--simulate");
        Assert.Equal("ok", Result(await RunAsync("selftest", "--simulate", "--speed", "20", "--unattended", "--json"), "reader in"));
        Assert.Equal("failed", Result(await RunAsync("selftest", "--simulate", "--speed", "20", "--unattended", "--json", "--simulated-fault", fault), "reader in"));
    }

    [Fact]
    public async Task Tests_alone_what_needs_nobody_and_opens_no_turnstile()
    {
        await KeyedAsync();
        var before = await RunAsync("selftest", "--simulate", "--speed", "20", "--unattended", "--json");
        Assert.Equal((1, "failed"), (before.Status, Result(before, "thermometer")));

        (await RunAsync("commission", "--simulate")).Succeeded();
        var tested = (await RunAsync("selftest", "--simulate", "--speed", "20", "--unattended", "--json")).Succeeded();
        Assert.True(tested.LastLine.GetProperty("passed").GetBoolean());
        Assert.Equal(
            ["ok", "ok", "ok", "ok", "ok", "skipped", "skipped", "ok", "skipped"],
            tested.LastLine.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("result").GetString()));
    }

    [Fact]
    public async Task An_arm_that_sticks_is_told_as_one_that_does_not_turn()
    {
        await KeyedAsync();
        await RunAsync("commission", "--simulate");
        var tested = await AnsweredAsync(["y", "y", "y", "y"], "--simulated-fault", "arm:sticks");
        Assert.Contains("no turn was told", tested.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Walks_through_each_device_with_a_person()
    {
        await KeyedAsync();
        (await RunAsync("commission", "--simulate")).Succeeded();
        var well = await AnsweredAsync(["y", "y", "y", "y"]);
        Assert.Equal(0, well.Status);
        Assert.Contains("Walk out through the turnstile.", well.Output, StringComparison.Ordinal);
        Assert.Contains("Press the exit button", well.Output, StringComparison.Ordinal);

        var dark = await AnsweredAsync(["y", "perhaps", "n", "y"]);
        Assert.Equal(1, dark.Status);
        Assert.Contains("not the amber lamp", dark.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Contacts_that_do_not_open_when_they_are_worked_are_told_each()
    {
        await KeyedAsync();
        (await RunAsync("commission", "--simulate")).Succeeded();
        var tested = await AnsweredAsync(["y", "y", "y", "y"], "--simulated-fault", "inputs:bridged", "--json");
        Assert.Equal((1, "failed", "ok"), (tested.Status, Result(tested, "inputs"), Result(tested, "turnstile")));
        var detail = tested.LastLine.GetProperty("steps").EnumerateArray().Single(step => step.GetProperty("device").GetString() == "inputs").GetProperty("detail").GetString()!;
        Assert.All(
            ["housing", "exit button", "mains", "turnstile ready", "fire loop"],
            contact => Assert.Contains($"The contact of the {contact} was not told open", detail, StringComparison.Ordinal));
        Assert.Contains("line 13", detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lamp", "thermometer, reader in, reader out, distance, air, inputs, turnstile")]
    [InlineData("readers", "There is no device 'readers'")]
    public async Task Names_the_devices_there_are(string device, string says) => (await RunAsync("watch", device, "--simulate")).Refused(says);

    [Theory]
    [InlineData("leg:broken", "thermometer, arm, reader in, reader out, distance, air, inputs")]
    [InlineData("reader out:asleep", "flipsBits")]
    [InlineData("distance:asleep", "stuckHigh")]
    [InlineData("thermometer:tired", "noAcknowledge")]
    public async Task Names_the_simulated_faults_there_are(string fault, string says) =>
        (await RunAsync("watch", "thermometer", "--simulate", "--speed", "20", "--simulated-fault", fault)).Refused(says);

    [Fact]
    public async Task A_simulated_fault_needs_simulated_devices() =>
        (await RunAsync("watch", "thermometer", "--simulated-fault", "thermometer:badPec")).Refused("--simulate");

    private static string? Result(Finished tested, string device) => tested.LastLine.GetProperty("steps").EnumerateArray()
        .Single(step => step.GetProperty("device").GetString() == device).GetProperty("result").GetString();

    private Task<Finished> RunAsync(params IReadOnlyList<string> arguments) => Finished.OfAsync(Kiosk, [.. arguments, "--config", _config]);

    /// <summary>How fast and how long a device is watched; OSDP at its own pace, for its answers come within milliseconds, and with a key.</summary>
    private async Task<string[]> PaceAsync(string device)
    {
        if (device != "reader-in")
        {
            return ["--speed", "20", "--for", "60 s"];
        }

        await KeyedAsync();
        return ["--for", "5 s"];
    }

    private async Task KeyedAsync() => (await RunAsync("reader-key", "in", "--simulate")).Succeeded();

    private void Configure(string before, string after)
    {
        var text = File.ReadAllText(_config);
        Assert.Contains(before, text, StringComparison.Ordinal);
        File.WriteAllText(_config, text.Replace(before, after, StringComparison.Ordinal));
    }

    private Task<Finished> AnsweredAsync(IReadOnlyList<string> answers, params IReadOnlyList<string> options) =>
        Finished.AnsweredAsync(answers, Kiosk, ["selftest", "--simulate", "--speed", "20", "--config", _config, .. options]);
}
