using Gatehouse.Contract;
using Gatehouse.Kiosk.Journal;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Kiosk.Lane;

/// <summary>Records and tells when a device fails and when it works again: once each, not at every attempt.</summary>
internal sealed partial class DeviceHealth(Action<JournalDraft> record, ILogger logger)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _failed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _details = new(StringComparer.Ordinal);

    public void Failed(string device, string reason, string detail) => Failed(device, reason, detail, telemetry: false);

    /// <summary>Something about a device's line that is good to know and stops nothing: it is not recorded while the disk has little room.</summary>
    public void Fares(string device, string reason, string detail) => Failed(device, reason, detail, telemetry: true);

    private void Failed(string device, string reason, string detail, bool telemetry)
    {
        lock (_gate)
        {
            if (_failed.TryGetValue(device, out var before) && before == reason)
            {
                return;
            }

            _failed[device] = reason;
            _details[device] = detail;
        }

        Log.Failed(logger, device, reason, detail);
        record(PassageRecords.Alarm(RecordKind.Fault, device, reason, detail) with { IsTelemetry = telemetry });
    }

    /// <summary>What is wrong with a device, in a sentence; null when nothing is known to be.</summary>
    public string? Problem(string device)
    {
        lock (_gate)
        {
            return _failed.ContainsKey(device) ? _details[device] : null;
        }
    }

    public void Works(string device)
    {
        lock (_gate)
        {
            if (!_failed.Remove(device))
            {
                return;
            }
        }

        Log.Works(logger, device);
        record(PassageRecords.Alarm(RecordKind.Cleared, device, "works", null));
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Device {Device} fails ({Reason}): {Detail}")]
        public static partial void Failed(ILogger logger, string device, string reason, string detail);

        [LoggerMessage(Level = LogLevel.Information, Message = "Device {Device} works again.")]
        public static partial void Works(ILogger logger, string device);
    }
}
