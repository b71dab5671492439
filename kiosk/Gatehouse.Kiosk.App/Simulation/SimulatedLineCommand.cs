using System.CommandLine;
using Gatehouse.Kiosk.App.Commands;
using Gatehouse.Kiosk.App.Devices;
using Gatehouse.Kiosk.Configuration;
using Gatehouse.Kiosk.Wiring;

namespace Gatehouse.Kiosk.App.Simulation;

/// <summary>
/// <c>gatehouse-kiosk simulated-line DEVICE</c>: is the simulated device at the far end of a serial line, on standard input
/// and output. With a pseudo-terminal between them a kiosk meets it through the kernel's own serial lines.
/// </summary>
internal static class SimulatedLineCommand
{
    public static Command Create(StandardStreams streams, TimeProvider time)
    {
        var device = new Argument<string>("DEVICE") { Description = "reader-in, reader-out or distance." };
        var config = CommonOptions.Config();
        var faults = new Option<string[]>("--simulated-fault") { Description = "A fault of it, such as 'reader in:badCrc'.", HelpName = "DEVICE:FAULT" };
        var alone = new Option<bool>("--alone") { Description = "Nobody comes near it." };
        var command = new Command("simulated-line", "Be the simulated device at the far end of a serial line.") { device, config, faults, alone };
        command.Hidden = true;
        Spoken.SetAction(command, async (parsed, _, cancellationToken) =>
        {
            var configuration = CommonOptions.Read(parsed.GetRequiredValue(config));
            var name = parsed.GetRequiredValue(device).Replace('-', ' ');
            var (port, baudRate) = Port(configuration.Devices, name)
                ?? throw new ConfigurationException($"There is no '{name}' on a serial line in this configuration.");
            using var buses = SimulatedBuses.Of(configuration, time, speed: 1, parsed.GetValue(faults) ?? []);
            await using var near = buses.Serial(port, baudRate).Open();
            await using var input = streams.Input();
            await using var output = streams.Output();
            // The first to end is the line's end, or the person's.
            await await Task.WhenAny(
                input.CopyToAsync(near, cancellationToken),
                near.CopyToAsync(output, cancellationToken),
                parsed.GetValue(alone) ? Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken) : buses.LiveAsync(name, forces: false, cancellationToken));
            return 0;
        });
        return command;
    }

    private static (string Port, int BaudRate)? Port(WiringPlan plan, string device) =>
        device == "distance"
            ? plan.Distance is TfLunaWiring luna ? (luna.Port, GateDevices.TfLunaBaudRate) : null
            : plan.Readers.FirstOrDefault(reader => WiringSheet.Name(reader) == device) switch
            {
                Pn532Wiring card => (card.Port, GateDevices.Pn532BaudRate),
                OsdpWiring osdp => (osdp.Port, osdp.BaudRate),
                _ => null,
            };
}
