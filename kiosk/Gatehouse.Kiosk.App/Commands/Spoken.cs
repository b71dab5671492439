using System.CommandLine;
using Gatehouse.Contract;
using Gatehouse.Hardware.Gpio;
using Gatehouse.Hardware.Osdp;
using Gatehouse.Hardware.Temperature;
using Gatehouse.Kiosk.Access;
using Gatehouse.Kiosk.App.Devices;
using Gatehouse.Kiosk.App.Running;
using Gatehouse.Kiosk.Configuration;
using Gatehouse.Kiosk.Journal;
using Gatehouse.Kiosk.Maintenance;
using Gatehouse.Kiosk.Pairing;
using Gatehouse.Kiosk.Snapshots;

namespace Gatehouse.Kiosk.App.Commands;

/// <summary>Runs a command and says its foreseen failures in one sentence on standard error, with exit status 1.</summary>
internal static class Spoken
{
    // As a shell has it for a program that Ctrl-C ended.
    private const int Interrupted = 130;

    public static void SetAction(Command command, Func<ParseResult, TextWriter, CancellationToken, Task<int>> action) =>
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var output = parsed.InvocationConfiguration.Output;
            try
            {
                return await action(parsed, output, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return Interrupted;
            }
            catch (Exception e) when (IsForeseen(e))
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync(e.Message);
                return 1;
            }
        });

    private static bool IsForeseen(Exception e) =>
        e is ConfigurationException or PairingException or MaintenanceException or JournalException or SnapshotException or RosterException or ThermometerException
            or DeviceException or GpioException or OsdpException or BrokenDownException or JournalLineException or IOException or UnauthorizedAccessException;
}
