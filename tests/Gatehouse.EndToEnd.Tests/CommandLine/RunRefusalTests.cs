using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Gatehouse.Demo.Services;
using Gatehouse.EndToEnd.Tests.Support;

namespace Gatehouse.EndToEnd.Tests.CommandLine;

/// <summary>What keeps a kiosk from starting is said in one sentence that names it.</summary>
public sealed class RunRefusalTests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly KioskFolder _kiosk;

    public RunRefusalTests(PreparedKiosk prepared) => _kiosk = prepared.CopyAloneTo(_scratch.Path("gate"));

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public Task Of_a_misspelt_key() => ConfiguredAsync("\"buzzer\"", "\"buzer\"", "kiosk.json", "'buzzer'", "'buzer'");

    [Fact]
    public Task Of_a_key_that_does_not_exist() => ConfiguredAsync("\"kiosk\":", "\"colour\": 1, \"kiosk\":", "'colour'");

    [Fact]
    public Task Of_a_misspelt_key_that_may_be_absent() => ConfiguredAsync("\"settling\"", "\"setling\"", "'thermometer.setling'", "'settling'");

    [Fact]
    public Task Of_a_bad_value() => ConfiguredAsync("\"650 ms\"", "\"650 minutes\"", "'thermometer.settling'", "650 minutes", "650 ms to 5 s");

    [Fact]
    public Task Of_a_bad_name() => ConfiguredAsync("\"gate-1\"", "\"Gate 1\"", "'kiosk'", "Gate 1");

    [Fact]
    public Task Of_a_line_used_twice() => ConfiguredAsync("\"housing\": 21", "\"housing\": 17", "line 17", "'inputs.housing'", "'readers[0].data0'");

    [Fact]
    public Task Of_what_is_no_json() => ConfiguredAsync("\"readers\": [", "\"readers\": (", "kiosk.json", "line");

    [Fact]
    public async Task Of_a_file_that_is_missing() =>
        (await RunAsync("run", "--config", _scratch.Path("none.json"), "--simulate")).Refused(_scratch.Path("none.json"));

    [Fact]
    public async Task Of_a_roster_that_is_missing()
    {
        File.Delete(_kiosk.State("roster.json"));
        await SimulatedAsync("roster", "install roster");
    }

    [Fact]
    public async Task Of_a_roster_that_is_damaged()
    {
        KioskFiles.Damage(_kiosk.State("roster.json"));
        await SimulatedAsync("roster", "damaged", "install roster");
    }

    [Fact]
    public async Task Of_a_thermometer_that_was_never_commissioned()
    {
        // The history would do.
        File.Delete(_kiosk.State("calibrations.jsonl"));
        File.Delete(_kiosk.State("calibration.json"));
        await SimulatedAsync("commission");
    }

    [Fact]
    public async Task Of_a_thermometer_that_cannot_be_reached()
    {
        _kiosk.Configure("\"bus\": 1", "\"bus\": 31");
        (await RunAsync("run", "--config", _kiosk.Configuration)).Refused("/dev/i2c-31", "'thermometer.bus'");
        (await RunAsync("commission", "--config", _kiosk.Configuration)).Refused("/dev/i2c-31", "'thermometer.bus'");
    }

    [Fact]
    public async Task Of_a_second_process_on_the_same_journal()
    {
        await using var first = await KioskService.StartAsync(
            "first", _kiosk, Programs.Kiosk(KioskBuild.Any), 1, TimeProvider.System, TestContext.Current.CancellationToken);
        await SimulatedAsync(_kiosk.Journal, "Another gatehouse-kiosk");
        Assert.NotNull(await first.StateAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"kiosk":"gate-1","host":"https://localhost","authority":"x","certificate":"y","privateKey":"z"}""")]
    [InlineData("""{"kiosk":"gate-1","host":"http://localhost","authority":"x","certificate":"y","privateKey":"z"}""")]
    public async Task Of_a_damaged_credential(string text)
    {
        await File.WriteAllTextAsync(_kiosk.Credential, text, TestContext.Current.CancellationToken);
        await WithCredentialAsync(_kiosk.Credential, "damaged");
    }

    [Fact]
    public async Task Of_another_kiosks_credential()
    {
        const string Other = """{"kiosk":"gate-2","host":"https://localhost","authority":"x","certificate":"y","privateKey":"z"}""";
        await File.WriteAllTextAsync(_kiosk.Credential, Other, TestContext.Current.CancellationToken);
        await WithCredentialAsync(_kiosk.Credential, "'gate-2'", "'gate-1'");
    }

    [Fact]
    public Task Of_a_credential_that_is_missing() => WithCredentialAsync(_kiosk.Credential);

    [Theory]
    [InlineData("--speed", "5")]
    [InlineData("--simulator-port", "0")]
    [InlineData("--simulated-people", "people.json")]
    public async Task Of_a_simulators_option_without_a_simulator(string option, string value) =>
        (await RunAsync("run", "--config", _kiosk.Configuration, option, value)).Refused(option, "--simulate");

    [Theory]
    [InlineData("--speed", "0")]
    [InlineData("--speed", "fast")]
    [InlineData("--simulator-port", "70000")]
    [InlineData("--simulator-port", "http")]
    public async Task Of_an_options_bad_value(string option, string value) =>
        (await RunAsync("run", "--config", _kiosk.Configuration, "--simulate", option, value)).Refused(option);

    [Theory]
    [InlineData("", "command")]
    [InlineData("fly", "'fly'")]
    [InlineData("run", "--config")]
    [InlineData("run --config x --simulte", "'--simulte'")]
    [InlineData("journal verify", "--journal")]
    [InlineData("commission --config x --supply-volts 9", "--supply-volts")]
    [InlineData("commission --config x --supply-volts three", "--supply-volts")]
    public async Task Of_a_command_line_that_says_nothing(string arguments, string naming) =>
        (await RunAsync(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries))).Refused(naming);

    [Fact]
    public async Task Of_a_simulator_port_that_is_taken()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        (await RunAsync("run", "--config", _kiosk.Configuration, "--simulate", "--simulator-port", port)).Refused(port, "--simulator-port");
    }

    [Fact]
    public async Task Of_simulated_people_who_cannot_be_read()
    {
        await File.WriteAllTextAsync(_kiosk.People, "[{", TestContext.Current.CancellationToken);
        (await RunAsync("run", "--config", _kiosk.Configuration, "--simulate", "--simulated-people", _kiosk.People)).Refused(_kiosk.People);
    }

    private async Task ConfiguredAsync(string part, string by, params string[] naming)
    {
        _kiosk.Configure(part, by);
        await SimulatedAsync(naming);
    }

    private Task WithCredentialAsync(params string[] naming) =>
        ConfiguredAsync("\"state\": \"state\",", "\"state\": \"state\", \"credential\": \"credential.json\",", naming);

    private async Task SimulatedAsync(params string[] naming) =>
        (await RunAsync("run", "--config", _kiosk.Configuration, "--simulate")).Refused(naming);

    private static Task<Finished> RunAsync(params string[] arguments) => Finished.OfAsync(Programs.Kiosk(KioskBuild.Any), arguments);
}
