using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using System.Text.Json;
using Gatehouse.Kiosk.App.Devices;
using Gatehouse.Kiosk.App.Running;
using Gatehouse.Kiosk.Configuration;
using Gatehouse.Kiosk.Journal;
using Gatehouse.Kiosk.Lane;
using Gatehouse.Kiosk.Maintenance;
using Gatehouse.Kiosk.Snapshots;

namespace Gatehouse.Kiosk.App.Maintenance;

/// <summary>Has something done at a thermometer: by the kiosk where it runs, otherwise from here with its devices.</summary>
internal static class MaintenanceClient
{
    /// <summary>Has it done.</summary>
    /// <returns>The exit status.</returns>
    public static async Task<int> DoAsync(
        MaintenanceWish wish, KioskConfiguration configuration, MaintenanceDialog dialog, Func<GateBuses> open, bool isSimulated, TimeProvider time, CancellationToken cancellationToken)
    {
        using var socket = await MaintenanceSocket.ConnectAsync(MaintenanceSocket.PathOf(configuration), cancellationToken);
        if (socket is not null)
        {
            return await RelayAsync(wish, socket, dialog, cancellationToken);
        }

        var heard = new HeardDialog(dialog);
        await AloneAsync(wish, configuration, heard, open, isSimulated, time, cancellationToken);
        return StatusOf(heard.Last);
    }

    /// <summary>The exit status: 1 where the thermometer is not fit to measure.</summary>
    private static int StatusOf(MaintenanceMessage? last) => last?.Event == MaintenanceMessage.Unfit ? 1 : 0;

    private static async Task<int> RelayAsync(MaintenanceWish wish, Socket socket, MaintenanceDialog dialog, CancellationToken cancellationToken)
    {
        await using var stream = new NetworkStream(socket);
        using var from = new StreamReader(stream);
        await using var to = new StreamWriter(stream) { AutoFlush = true };
        try
        {
            await to.WriteLineAsync(JsonSerializer.Serialize(wish, MaintenanceJson.Default.MaintenanceWish).AsMemory(), cancellationToken);
        }
        catch (IOException)
        {
            throw new MaintenanceException("The kiosk takes no more connections: end what else talks to its maintenance socket, and try again.");
        }

        while (await from.ReadLineAsync(cancellationToken) is { } line)
        {
            var message = JsonSerializer.Deserialize(line, MaintenanceJson.Default.MaintenanceMessage)!;
            switch (message.Event)
            {
                case "failed":
                    throw new MaintenanceException(message.Text);
                case "ask" or "confirm" or "accept":
                    var answer = new MaintenanceAnswer(await dialog.AskAsync(message, cancellationToken));
                    await to.WriteLineAsync(JsonSerializer.Serialize(answer, MaintenanceJson.Default.MaintenanceAnswer).AsMemory(), cancellationToken);
                    break;
                default:
                    await dialog.TellAsync(message, cancellationToken);
                    if (message.Event is MaintenanceMessage.Done or MaintenanceMessage.Unfit)
                    {
                        return StatusOf(message);
                    }

                    break;
            }
        }

        throw new ConnectionLostException();
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "The journal takes the disk over, the drivers own the thermometer.")]
    private static async Task AloneAsync(
        MaintenanceWish wish, KioskConfiguration configuration, MaintenanceDialog dialog, Func<GateBuses> open, bool isSimulated, TimeProvider time, CancellationToken cancellationToken)
    {
        var options = new JournalOptions { Kiosk = configuration.Kiosk, Simulated = isSimulated };
        OwnerOnly.MakeFolder(configuration.State);
        var stamp = new RecordStamp(time, new ClockWatch(time) { IsKept = configuration.ClockIsKept }, BootIdentity.OfThisMachine());

        // Held from here on, so that no kiosk starts in the middle.
        await using var journal = SegmentJournal.Open(FolderDisk.Open(KioskFolders.Journal(configuration)), options, stamp);
        var instrument = KioskRules.LoadInstrument(configuration, _ => { });
        using var buses = open();
        using var drivers = new GateDevices(buses);
        var clocks = new LaneClocks(buses.Time, time);
        var desk = new CalibrationDesk(
            drivers.Thermometer(configuration.Devices.Thermometer),
            instrument,
            new KioskSnapshots(configuration.State),
            draft => journal.AppendAsync(draft, CancellationToken.None),
            clocks)
        {
            SetReference = buses.SetReferenceAsync,
            OpenJournal = () => FolderDisk.OpenReadOnly(KioskFolders.Journal(configuration)),
            UnderPower = () => buses.UnderPower,
        };
        try
        {
            desk.State.OutOfService.Set();
            await MaintenanceWork.DoAsync(wish, desk, dialog, cancellationToken);
            desk.State.OutOfService.Clear();
        }
        catch (Exception e) when (e is MaintenanceException or SnapshotException or JournalException)
        {
            // Refused, and whoever wished for it was told; only who is gone may have left a reference there.
            desk.State.OutOfService.Clear();
            throw;
        }
    }

    /// <summary>Remembers what was said last.</summary>
    private sealed class HeardDialog(MaintenanceDialog dialog) : MaintenanceDialog
    {
        public MaintenanceMessage? Last { get; private set; }

        public override Task TellAsync(MaintenanceMessage message, CancellationToken cancellationToken)
        {
            Last = message;
            return dialog.TellAsync(message, cancellationToken);
        }

        public override Task<string> AskAsync(MaintenanceMessage question, CancellationToken cancellationToken) => dialog.AskAsync(question, cancellationToken);
    }
}
