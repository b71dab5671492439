using System.CommandLine;
using System.CommandLine.Parsing;
using System.Device.Gpio;
using System.Runtime.InteropServices;
using Gatehouse.Hardware.Gate;
using Gatehouse.Hardware.Gpio;
using Gatehouse.Kiosk.App.Devices;
using Gatehouse.Kiosk.Configuration;

namespace Gatehouse.Kiosk.App.Commands;

/// <summary><c>gatehouse-kiosk relay-guard</c>: what the kiosk starts beside itself to hold the turnstile's relays. Nobody types it.</summary>
internal static class RelayGuardCommand
{
    public static Command Create(StandardStreams streams, TimeProvider time)
    {
        var chip = new Option<string>("--chip") { Required = true };
        var lines = new Option<int[]>("--line") { Required = true };
        var longest = new Option<TimeSpan>("--longest") { Required = true, CustomParser = Duration };
        var command = new Command(RelayGuardProcess.Command, "Hold relays for a kiosk.") { chip, lines, longest };
        command.Hidden = true;
        Spoken.SetAction(command, (parsed, _, _) =>
        {
            // A signal to the whole group is meant for the kiosk: it says when the relays are no longer needed.
            using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
            using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => signal.Cancel = true);
            using var found = KernelGpioChip.Find([parsed.GetRequiredValue(chip)]);
            using var gpio = new GpioController(new KernelGpioDriver(found, new KernelGpioOptions()));
            using var guard = new RelayGuard(gpio, parsed.GetRequiredValue(lines), parsed.GetRequiredValue(longest), time);
            guard.Run(streams.Input(), streams.Output());
            return Task.FromResult(0);
        });
        return command;
    }

    private static TimeSpan Duration(ArgumentResult result)
    {
        if (DurationText.TryParse(result.Tokens[0].Value, out var duration))
        {
            return duration;
        }

        result.AddError($"'{result.Tokens[0].Value}' is no duration, such as 500 ms");
        return default;
    }
}
