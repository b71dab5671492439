using Gatehouse.Contract;
using Gatehouse.Kiosk.Journal;

namespace Gatehouse.Kiosk.Lane;

/// <summary>Records when a device fails and when it works again: once each, not at every attempt.</summary>
internal sealed class DeviceHealth(Action<JournalDraft> record)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _failed = new(StringComparer.Ordinal);

    public void Failed(string device, string reason, string detail)
    {
        lock (_gate)
        {
            if (_failed.TryGetValue(device, out var before) && before == reason)
            {
                return;
            }

            _failed[device] = reason;
        }

        record(PassageRecords.Alarm(RecordKind.Fault, device, reason, detail));
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

        record(PassageRecords.Alarm(RecordKind.Cleared, device, "works", null));
    }
}
