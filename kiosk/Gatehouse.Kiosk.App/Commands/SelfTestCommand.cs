using System.CommandLine;
using System.Text.Json;
using Gatehouse.Hardware.Gpio;
using Gatehouse.Kiosk.App.Devices;
using Gatehouse.Kiosk.App.SelfTest;
using Gatehouse.Kiosk.Configuration;

namespace Gatehouse.Kiosk.App.Commands;

/// <summary><c>gatehouse-kiosk selftest</c>: walks through each device with a person, or alone, and reports.</summary>
internal static class SelfTestCommand
{
    private const int Columns = 14;

    public static Command Create(StandardStreams streams, TimeProvider time)
    {
        var config = CommonOptions.Config();
        var json = CommonOptions.Json();
        var unattended = new Option<bool>("--unattended") { Description = "Ask nobody: try only what needs no person, and open no turnstile." };
        var source = new BusOptions();
        var command = new Command("selftest", "Try each device; the kiosk must not run meanwhile. Exit status 1 when one failed.") { config, unattended, json };
        source.AddTo(command);
        Spoken.SetAction(command, async (parsed, output, cancellationToken) =>
        {
            var configuration = CommonOptions.Read(parsed.GetRequiredValue(config));
            using var answers = new StreamReader(streams.Input());
            var questions = parsed.GetValue(json) ? parsed.InvocationConfiguration.Error : output;
            var tester = parsed.GetValue(unattended) ? null : new Tester(answers, questions);
            var began = time.GetUtcNow();
            var steps = new List<SelfTestStep>();
            using var buses = source.Open(parsed, configuration, time);
            using var drivers = new GateDevices(buses);
            var tests = new DeviceTests(configuration.Devices, drivers, tester, buses.Time);
            foreach (var (device, test) in Tests(configuration, tests))
            {
                using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                var life = buses.LiveAsync(device, forces: false, stop.Token);
                var step = await TryAsync(device, test, cancellationToken);
                await stop.CancelAsync();
                await life.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                steps.Add(step);
                if (!parsed.GetValue(json))
                {
                    await output.WriteLineAsync($"{step.Device,-Columns}{step.Result,-9}{step.Detail}");
                }
            }

            var passed = steps.All(step => step.Result != SelfTestStep.Bad);
            if (parsed.GetValue(json))
            {
                await output.WriteLineAsync(JsonSerializer.Serialize(
                    new SelfTestReport(configuration.Kiosk.ToString(), began, passed, steps), AppJson.Default.SelfTestReport));
            }

            return passed ? 0 : 1;
        });
        return command;
    }

    private static IEnumerable<(string Device, Func<CancellationToken, Task<SelfTestStep>> Test)> Tests(KioskConfiguration configuration, DeviceTests tests)
    {
        yield return ("thermometer", stop => tests.ThermometerAsync(CommonOptions.Commissioned(configuration), stop));
        yield return ("distance", tests.DistanceAsync);
        yield return ("air", tests.AirAsync);
        foreach (var reader in configuration.Devices.Readers)
        {
            yield return (Wiring.WiringSheet.Name(reader), stop => tests.ReaderAsync(reader, stop));
        }

        yield return ("light", tests.LightAsync);
        yield return ("buzzer", tests.BuzzerAsync);
        yield return ("inputs", tests.InputsAsync);
        yield return ("turnstile", tests.TurnstileAsync);
    }

    private static async Task<SelfTestStep> TryAsync(
        string device, Func<CancellationToken, Task<SelfTestStep>> test, CancellationToken cancellationToken)
    {
        try
        {
            return await test(cancellationToken);
        }
        catch (Exception e) when (e is DeviceException or GpioException or ConfigurationException or IOException)
        {
            return SelfTestStep.Failed(device, e.Message);
        }
    }
}
