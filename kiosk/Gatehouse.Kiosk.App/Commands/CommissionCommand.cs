using System.CommandLine;
using System.Text.Json;
using Gatehouse.Kiosk.App.Devices;
using Gatehouse.Kiosk.Calibration;
using Gatehouse.Kiosk.Journal;
using Gatehouse.Kiosk.Maintenance;
using Gatehouse.Kiosk.Snapshots;

namespace Gatehouse.Kiosk.App.Commands;

/// <summary><c>gatehouse-kiosk commission</c>: takes note of the thermometer that is in this gate.</summary>
internal static class CommissionCommand
{
    public static Command Create(TimeProvider time)
    {
        var config = CommonOptions.Config();
        var json = CommonOptions.Json();
        var volts = new Option<double>("--supply-volts")
        {
            Description = "The supply measured at the thermometer, V.",
            DefaultValueFactory = _ => 3.0,
            HelpName = "V",
        };
        CommonOptions.Within(volts, 2.6, 3.6, ", the thermometer's supply range");
        var command = new Command("commission", "Record the thermometer that is in this gate; do so after it was fitted or replaced.") { config, volts, json };
        var source = new BusOptions();
        source.AddTo(command);
        Spoken.SetAction(command, async (parsed, output, cancellationToken) =>
        {
            var configuration = CommonOptions.Read(parsed.GetRequiredValue(config));
            // Held meanwhile: what a running kiosk keeps of its thermometer must not be written by two.
            using var held = Directory.Exists(KioskFolders.Journal(configuration)) ? FolderDisk.Open(KioskFolders.Journal(configuration)) : null;
            using var buses = source.Open(parsed, configuration, time);
            using var drivers = new GateDevices(buses);
            var thermometer = drivers.Thermometer(configuration.Devices.Thermometer);
            var identity = await thermometer.IdentifyAsync(cancellationToken);
            if (!identity.GivesWhatItSees)
            {
                throw new MaintenanceException(CalibrationDesk.CorrectsByItself);
            }

            var state = new KioskSnapshots(configuration.State);
            var id = state.NewCalibrationId(time.GetUtcNow());
            var record = CalibrationRecord.Of(id, time.GetUtcNow(), identity) with { SupplyVolts = parsed.GetValue(volts) };
            state.Commission(record);
            await output.WriteLineAsync(parsed.GetValue(json)
                ? JsonSerializer.Serialize(record, SnapshotJson.Default.CalibrationRecord)
                : $"Thermometer {record.Serial} is commissioned as {id}; it takes effect at the kiosk's next start.{(state.StandingOf(record.Serial).IsOut ? " It measures nobody until it was checked and good, or calibrated." : "")}");
            return 0;
        });
        return command;
    }
}
