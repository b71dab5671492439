using Gatehouse.Demo.Services;
using Gatehouse.EndToEnd.Tests.Support;

namespace Gatehouse.EndToEnd.Tests;

/// <summary>The Raspberry Pi's executable, started under emulation.</summary>
public sealed class Arm64Tests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly KioskFolder _kiosk;

    public Arm64Tests(PreparedKiosk prepared) => _kiosk = prepared.CopyAloneTo(_scratch.Path("gate"));

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Helps()
    {
        var help = (await RunAsync("--help")).Succeeded();
        Assert.Contains("Gatehouse kiosk", help.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commissions_runs_and_leaves_a_whole_journal()
    {
        File.Delete(_kiosk.State("calibration.json"));
        (await RunAsync("commission", "--config", _kiosk.Configuration, "--simulate")).Succeeded();

        string[] arguments = ["run", "--config", _kiosk.Configuration, "--simulate", "--json"];
        await using (var running = await Service.StartAsync("gate-1", Programs.Kiosk(KioskBuild.NativeArm64), arguments, _kiosk.Log, TimeProvider.System))
        {
            var ready = await running.SaysAsync("ready", TestContext.Current.CancellationToken);
            Assert.Equal(("gate-1", true), (ready.GetProperty("kiosk").GetString(), ready.GetProperty("simulated").GetBoolean()));
            await running.StopAsync();
            Assert.Equal((0, ""), await running.EndsAsync(TestContext.Current.CancellationToken));
        }

        var report = (await RunAsync("journal", "verify", "--config", _kiosk.Configuration, "--json")).Succeeded().LastLine;
        Assert.Equal((true, 3), (report.GetProperty("whole").GetBoolean(), report.GetProperty("records").GetInt32()));
    }

    [Fact]
    public async Task Names_what_is_wrong()
    {
        _kiosk.Configure("\"buzzer\"", "\"buzer\"");
        (await RunAsync("run", "--config", _kiosk.Configuration, "--simulate")).Refused("'buzer'");
    }

    private static Task<Finished> RunAsync(params string[] arguments) => Finished.OfAsync(Programs.Kiosk(KioskBuild.NativeArm64), arguments);
}
