using System.Net.Sockets;
using System.Text.Json;
using Gatehouse.Demo.People;
using Gatehouse.Demo.Services;
using Gatehouse.EndToEnd.Tests.Support;

namespace Gatehouse.EndToEnd.Tests.CommandLine;

/// <summary>A maintenance person with a black body: at the bench, and at a gate that runs.</summary>
public sealed class CalibrationTests : IDisposable
{
    private static readonly ProgramFile Kiosk = Programs.Kiosk(KioskBuild.Any);
    private static readonly string[] Points = ["33.0", "33.0", "38.0", "35.5"];

    private readonly Scratch _scratch = new();
    private readonly KioskFolder _kiosk;
    private readonly string _reference;

    public CalibrationTests(PreparedKiosk prepared)
    {
        _kiosk = prepared.CopyAloneTo(_scratch.Path("gate"));
        _reference = Path.Combine(_kiosk.Root, "reference.json");
        File.Copy(Path.Combine(AppContext.BaseDirectory, "reference.json"), _reference);
    }

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task At_the_bench_it_is_guided_step_by_step_and_stands_in_the_list_afterwards()
    {
        var done = (await CalibrateAsync([.. Points, "yearly"], "--simulated-fault", "thermometer:off")).Succeeded();
        string[] steps = ["warms up", "Repeatability", "Point 1 of 2", "Point 2 of 2", "Verification", "As found", "As left", "What is added", "nobody was measured", "is in force"];
        var at = 0;
        foreach (var step in steps)
        {
            var found = done.Output.IndexOf(step, at, StringComparison.Ordinal);
            Assert.True(found >= 0, $"{step} is missing or out of order:\n{done.Output}");
            at = found;
        }

        Assert.All(done.Lines, line => Assert.True(line.Length <= 160, line));
        var list = (await RunAsync("calibrations", "list")).Succeeded();
        Assert.Equal(3, list.Lines.Count);
        Assert.Contains("commissioned", list.Lines[1], StringComparison.Ordinal);
        Assert.Contains("Ada: yearly", list.Lines[2], StringComparison.Ordinal);
        Assert.Contains("accepted by    Ada: yearly", (await RunAsync("calibrations", "show")).Succeeded().Output, StringComparison.Ordinal);
        Assert.Contains("calibrated", (await RunAsync("journal", "show")).Succeeded().Output, StringComparison.Ordinal);

        var first = list.Lines[1].Split(' ')[0];
        (await RunAsync("calibrations", "rollback", first, "--operator", "Ben", "--reason", "wrong black body", "--simulate")).Succeeded();
        Assert.Contains($"as {first}", (await RunAsync("calibrations", "list")).Succeeded().Lines[^1], StringComparison.Ordinal);
        (await RunAsync("calibrations", "rollback", "none", "--operator", "Ben", "--reason", "x", "--simulate")).Refused("calibrations list");
    }

    [Theory]
    [InlineData("noisy", "scatters more than its datasheet allows")]
    [InlineData("drifting", "moved by")]
    [InlineData("noAcknowledge", "cannot be calibrated")]
    public async Task A_thermometer_that_is_not_sound_is_not_calibrated(string fault, string why)
    {
        var done = await CalibrateAsync([.. Points, "yearly"], "--simulated-fault", $"thermometer:{fault}");
        Assert.Equal(1, done.Status);
        Assert.Contains(why, done.Error, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync("calibrations", "list")).Succeeded().Lines.Count);
    }

    [Fact]
    public async Task Left_half_done_it_goes_on_or_is_discarded()
    {
        Assert.Contains("goes on where it was left", (await CalibrateAsync(Points[..3])).Error, StringComparison.Ordinal);
        Assert.Contains("2 of 3 points", (await CalibrateAsync(["y", Points[3], ""])).Succeeded().Output, StringComparison.Ordinal);
        await CalibrateAsync(Points[..3]);
        (await RunAsync("calibrate", "--discard", "--simulate")).Succeeded();
        (await RunAsync("calibrate", "--discard", "--simulate")).Refused("half done");
    }

    [Fact]
    public async Task At_a_gate_that_runs_nobody_enters_meanwhile_and_who_was_wrongly_measured_is_found()
    {
        await using var gate = await KioskService.StartAsync("gate-1", _kiosk, Kiosk, 500, TimeProvider.System, Token);
        using var client = new SimulatorClient(gate.Simulator);
        (await CheckAsync()).Succeeded();
        await client.FaultsAsync(new { devices = new { thermometer = "off" } });
        Assert.Equal("refer", Reason(await client.WalkAsync(new Visit("0001", "in", [35.9, 35.9, 35.9]))));

        // Found out of tolerance: nobody is measured until it is calibrated; whoever leaves, leaves.
        var found = await CheckAsync();
        Assert.Equal(1, found.Status);
        Assert.Contains("out of tolerance", found.Output, StringComparison.Ordinal);
        Assert.Equal("toGuard", Reason(await client.WalkAsync(new Visit("0002", "in", [35.0]))));
        Assert.Equal("passed", (await client.WalkAsync(new Visit("0002", "out", [35.0]))).GetProperty("outcome").GetString());

        // A connection that was lost leaves the way in out of service.
        await CalibrateAsync(Points[..2]);
        using (var other = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            // Whoever is asked something keeps their place; who says nothing loses it after ten seconds.
            await other.ConnectAsync(new UnixDomainSocketEndPoint(_kiosk.State("maintenance.sock")), Token);
            await using var stream = new NetworkStream(other);
            await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(CheckWish + "\n"), Token);
            using var reader = new StreamReader(stream);
            Assert.Contains("What does it show", await reader.ReadLineAsync(Token), StringComparison.Ordinal);
            Assert.Contains("Somebody else maintains", (await CheckAsync()).Error, StringComparison.Ordinal);
        }

        Assert.Equal("outOfService", (await client.StateAsync()).GetProperty("signal").GetString());
        Assert.Equal("passed", (await client.WalkAsync(new Visit("0003", "out", [35.0]))).GetProperty("outcome").GetString());
        var done = (await CalibrateAsync(["y", .. Points[2..], "found off"])).Succeeded();
        Assert.Contains("would have been another", done.Output, StringComparison.Ordinal);
        Assert.Equal("clear", Reason(await client.WalkAsync(new Visit("0004", "in", [35.0]))));

        var concerned = (await RunAsync("lookback", "--json")).Succeeded().LastLine;
        Assert.Equal(("0001", "refer", "clear"), (concerned.GetProperty("person").GetString(), concerned.GetProperty("was").GetString(), concerned.GetProperty("shouldBe").GetString()));
        Assert.Contains("the same verdicts", (await RunAsync("replay")).Succeeded().Output, StringComparison.Ordinal);

        // Each record says in what mode it was decided.
        var decided = (await RunAsync("journal", "show", "--json", "--last", "100")).Succeeded().Lines.Select(line => JsonDocument.Parse(line).RootElement)
            .Where(r => r.GetProperty("kind").GetString() is "granted" or "refused").Select(r => r.GetProperty("body")).ToList();
        Assert.Equal("guard", decided.Single(b => b.GetProperty("reason").GetString() == "toGuard").GetProperty("mode").GetString());
    }

    [Fact]
    public async Task A_calibration_that_was_taken_out_of_the_history_measures_nobody()
    {
        (await CalibrateAsync([.. Points, "yearly"])).Succeeded();
        var history = _kiosk.State("calibrations.jsonl");
        await File.WriteAllLinesAsync(history, (await File.ReadAllLinesAsync(history, Token))[..^1], Token);
        await using var gate = await KioskService.StartAsync("gate-1", _kiosk, Kiosk, 500, TimeProvider.System, Token);
        using var client = new SimulatorClient(gate.Simulator);
        Assert.Equal("toGuard", Reason(await client.WalkAsync(new Visit("0001", "in", [35.0]))));
        Assert.Contains("Lines are missing in the calibrations", (await RunAsync("journal", "show")).Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_that_was_cut_off_lets_nobody_in_though_the_kiosk_starts_anew_until_somebody_says_so()
    {
        await using (var gate = await KioskService.StartAsync("gate-1", _kiosk, Kiosk, 500, TimeProvider.System, Token))
        {
            // Cut off at its question.
            Assert.Contains("begins anew", (await CheckAsync([])).Error, StringComparison.Ordinal);
            await SendAsync("GET / HTTP/1.0\n");
            using var client = new SimulatorClient(gate.Simulator);
            Assert.Equal("outOfService", (await client.StateAsync()).GetProperty("signal").GetString());
        }

        await using var again = await KioskService.StartAsync("gate-1", _kiosk, Kiosk, 500, TimeProvider.System, Token);
        using var walking = new SimulatorClient(again.Simulator);
        Assert.Equal("outOfService", (await walking.StateAsync()).GetProperty("signal").GetString());
        Assert.Equal("passed", (await walking.WalkAsync(new Visit("0003", "out", [35.0]))).GetProperty("outcome").GetString());
        (await RunAsync("calibrate", "--discard", "--simulate")).Refused("in service again in half a minute");
        Assert.Equal("clear", Reason(await walking.WalkAsync(new Visit("0004", "in", [35.0]))));
    }

    // Whoever may reach the socket may also be mistaken: the kiosk goes on, and with it the way out.
    [Fact]
    public async Task Nonsense_on_the_maintenance_socket_is_answered_or_passed_over_and_the_gate_goes_on()
    {
        await using var gate = await KioskService.StartAsync("gate-1", _kiosk, Kiosk, 500, TimeProvider.System, Token);
        string[] nonsense =
        [
            "null\n", "garbage\n", "{}\n", "[1]\n", "\n", "",
            """{"do":"dance"}""" + "\n",
            """{"do":"check","celsius":500,"request":{"operator":"A","reference":{"name":"n","serial":"s","certificateExpires":"2099-01-01","emissivity":0.98,"uncertainty":0.1},"distanceCentimetres":10}}""" + "\n",
            CheckWish + "\nnull\n",
            """{"do":"invalidate","by":"","reason":"moved"}""" + "\n",
            """{"do":"rollBack","calibration":"none","by":"A","reason":"BIG"}""".Replace("BIG", new string('x', 100_000), StringComparison.Ordinal) + "\n",
        ];
        foreach (var text in nonsense)
        {
            foreach (var waits in new[] { true, false })
            {
                using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(_kiosk.State("maintenance.sock")), Token);
                await using var stream = new NetworkStream(socket);
                await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(text), Token);
                socket.Shutdown(SocketShutdown.Send);
                // A line that is too long is not read to its end, and what is left of it ends the connection.
                if (waits && text.Length < LongestLine)
                {
                    using var reader = new StreamReader(stream);
                    Assert.DoesNotContain("Exception", await reader.ReadToEndAsync(Token), StringComparison.Ordinal);
                }
            }
        }

        using var client = new SimulatorClient(gate.Simulator);
        var left = await client.WalkAsync(new Visit("0001", "out", [35.0]));
        Assert.Equal("passed", left.GetProperty("outcome").GetString());
        Assert.True(gate.IsRunning, gate.Ended);
    }

    private const int LongestLine = 64 * 1024;

    private const string CheckWish =
        """{"do":"check","celsius":36.5,"request":{"operator":"A","reference":{"name":"n","serial":"s","certificateExpires":"2099-01-01","emissivity":0.98,"uncertainty":0.1},"distanceCentimetres":10}}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string? Reason(JsonElement answer) => answer.GetProperty("decision").GetProperty("reason").GetString();

    private Task<Finished> CalibrateAsync(IReadOnlyList<string> answers, params string[] options) => Finished.AnsweredAsync(
        answers, Kiosk, ["calibrate", "--config", _kiosk.Configuration, "--simulate", "--speed", "1000", "--operator", "Ada", "--reference", _reference, .. options]);

    private async Task SendAsync(string text)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(_kiosk.State("maintenance.sock")), Token);
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(text), Token);
        using var reader = new StreamReader(stream);
        await reader.ReadToEndAsync(Token);
    }

    private Task<Finished> CheckAsync() => CheckAsync(["36.5"]);

    private Task<Finished> CheckAsync(IReadOnlyList<string> answers) => Finished.AnsweredAsync(
        answers, Kiosk, ["check", "--config", _kiosk.Configuration, "--simulate", "--speed", "1000", "--operator", "Ada", "--reference", _reference]);

    private Task<Finished> RunAsync(params string[] arguments) => Finished.OfAsync(Kiosk, [.. arguments, "--config", _kiosk.Configuration]);
}
