using System.Globalization;
using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Host.Ingest;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Alarms;

/// <summary>
/// What fresh records say is wrong at the gate, or right again, raises and clears alarms. A record that came late, after a later
/// one of the same device, tells what was: it raises the alarm and clears it.
/// </summary>
/// <param name="context">The transaction in which they are stored.</param>
/// <param name="kiosk">Who wrote them.</param>
/// <param name="epoch">Their epoch.</param>
/// <param name="now">When they came.</param>
internal sealed class GateReports(GatehouseContext context, KioskRow kiosk, EpochRow epoch, DateTimeOffset now)
{
    // A gate has some fifteen; who names more says nothing new.
    private const int MostDevices = 64;
    private const int LongestDetail = 500;

    private const string Thermometer = "thermometer";
    private const string Good = "good";

    // What the kiosk's desk says of a thermometer that is not to be believed until it was checked or calibrated.
    private static readonly string[] Distrusted = ["cleaned", "moved", "supplyChanged", "notSound", "commissioned"];

    private List<DeviceRow>? _devices;

    /// <summary>Brings alarms up to date.</summary>
    public async Task ApplyAsync(IReadOnlyList<BatchRecord> fresh, CancellationToken cancellationToken)
    {
        foreach (var record in fresh.Select(r => r.Record))
        {
            switch (record.Kind)
            {
                case RecordKind.Started:
                    await StartAsync(record, cancellationToken);
                    break;
                case RecordKind.Forced:
                    var forced = record.Body.Deserialize(ContractJson.Default.LaneAlarm)!;
                    await RaiseAsync(forced.Reason == AlarmKind.Tailgating ? AlarmKind.Tailgating : AlarmKind.Forced, forced.Device, forced.Detail, cancellationToken);
                    break;
                case RecordKind.Fault:
                    var fault = record.Body.Deserialize(ContractJson.Default.LaneAlarm)!;
                    var isDistrust = fault.Device == Thermometer && Distrusted.Contains(fault.Reason, StringComparer.Ordinal);
                    await FailAsync(record, isDistrust ? AlarmKind.Tolerance : fault.Device, fault.Reason, fault.Detail, cancellationToken);
                    break;
                case RecordKind.Cleared:
                    await WorksAsync(record, record.Body.Deserialize(ContractJson.Default.LaneAlarm)!.Device, cancellationToken);
                    break;
                case RecordKind.Checked:
                    await CheckAsync(record, record.Body.Deserialize(ContractJson.Default.DriftChecked)!, cancellationToken);
                    break;
                // One that was commissioned or rolled back to proves nothing.
                case RecordKind.Calibrated when record.Body.Deserialize(ContractJson.Default.CalibrationChanged) is { RollsBackTo: null, Gain: not null }:
                    await WorksAsync(record, AlarmKind.Tolerance, cancellationToken);
                    break;
            }
        }
    }

    private async Task CheckAsync(JournalRecord record, DriftChecked check, CancellationToken cancellationToken)
    {
        if (check.Calibration.Length == 0)
        {
            // Of a thermometer that is not in force.
            return;
        }

        if (check.Result == Good)
        {
            await WorksAsync(record, AlarmKind.Tolerance, cancellationToken);
        }
        else
        {
            var detail = string.Create(CultureInfo.InvariantCulture, $"As found {check.AsFound:+0.00;-0.00} °C at {check.At:0.00} °C.");
            await FailAsync(record, AlarmKind.Tolerance, check.Result, detail, cancellationToken);
        }
    }

    /// <summary>A kiosk that starts tells anew what is wrong; what it found of its thermometer it keeps.</summary>
    private async Task StartAsync(JournalRecord record, CancellationToken cancellationToken)
    {
        var devices = await DevicesAsync(cancellationToken);
        if (!TakeLatest(devices, record, DeviceRow.Start, null))
        {
            return;
        }

        foreach (var device in devices.Where(d => d is { Reason: not null, Device: not AlarmKind.Tolerance } && IsBefore(d, record)))
        {
            (device.Reason, device.Epoch, device.Sequence, device.ReceivedAt) = (null, record.Epoch, record.Sequence, now);
            await AlarmBook.ClearAsync(context, Of(device.Device), now, cancellationToken);
        }

        await context.SaveChangesAsync(cancellationToken);
    }

    private async Task FailAsync(JournalRecord record, string device, string reason, string? detail, CancellationToken cancellationToken)
    {
        var devices = await DevicesAsync(cancellationToken);
        if (devices.Count >= MostDevices && !devices.Exists(d => d.Device == device))
        {
            return;
        }

        var kind = AlarmKind.Of(device, reason);
        var isOutdated = (device != AlarmKind.Tolerance && devices.Find(d => d.IsStart) is { } start && !IsBefore(start, record))
            || !TakeLatest(devices, record, device, reason);
        if (isOutdated)
        {
            var wasActive = await Of(device).AnyAsync(a => a.ClearedAt == null, cancellationToken);
            await RaiseAsync(kind, device, detail, cancellationToken);
            if (!wasActive)
            {
                await AlarmBook.ClearAsync(context, Of(device), now, cancellationToken);
            }

            return;
        }

        // A device has one thing wrong with it at a time.
        await AlarmBook.ClearAsync(context, Of(device).Where(a => a.Kind != kind), now, cancellationToken);
        await RaiseAsync(kind, device, detail, cancellationToken);
    }

    private async Task WorksAsync(JournalRecord record, string device, CancellationToken cancellationToken)
    {
        if (TakeLatest(await DevicesAsync(cancellationToken), record, device, null))
        {
            await context.SaveChangesAsync(cancellationToken);
            await AlarmBook.ClearAsync(context, Of(device), now, cancellationToken);
        }
    }

    /// <summary>Takes what a record says of a device, unless a later one has said something.</summary>
    private bool TakeLatest(List<DeviceRow> devices, JournalRecord record, string device, string? reason)
    {
        var row = devices.Find(d => d.Device == device);
        if (row is null)
        {
            if (devices.Count >= MostDevices)
            {
                return false;
            }

            row = new DeviceRow { SiteId = kiosk.SiteId, KioskId = kiosk.Id, Device = device, Epoch = record.Epoch };
            context.Devices.Add(row);
            devices.Add(row);
        }
        else if (!IsBefore(row, record))
        {
            return false;
        }

        (row.Reason, row.Epoch, row.Sequence, row.ReceivedAt) = (reason, record.Epoch, record.Sequence, now);
        return true;
    }

    /// <summary>Epochs of a kiosk are named in their order.</summary>
    private static bool IsBefore(DeviceRow row, JournalRecord record) =>
        string.CompareOrdinal(row.Epoch, record.Epoch) is var order && (order < 0 || (order == 0 && row.Sequence < record.Sequence));

    private Task RaiseAsync(string kind, string device, string? detail, CancellationToken cancellationToken) => AlarmBook.RaiseAsync(
        context,
        new AlarmRow { SiteId = epoch.SiteId, Kind = kind, Kiosk = kiosk.Name, Device = device, Detail = detail?[..Math.Min(detail.Length, LongestDetail)], FirstAt = now },
        cancellationToken);

    private IQueryable<AlarmRow> Of(string device) => context.Alarms.Where(a => a.SiteId == kiosk.SiteId && a.Kiosk == kiosk.Name && a.Device == device);

    private async Task<List<DeviceRow>> DevicesAsync(CancellationToken cancellationToken) =>
        _devices ??= await context.Devices.Where(d => d.SiteId == kiosk.SiteId && d.KioskId == kiosk.Id).ToListAsync(cancellationToken);
}
