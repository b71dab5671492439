using Gatehouse.Contract;

namespace Gatehouse.Kiosk.Journal;

/// <summary>Knows how far the wall clock can be trusted: systemd-timesyncd and chrony touch a file when they are in step.</summary>
/// <param name="time">The wall clock.</param>
/// <param name="syncedFiles">The files.</param>
public sealed class ClockWatch(TimeProvider time, IReadOnlyList<string> syncedFiles)
{
    private static readonly string[] SyncedFiles = ["/run/systemd/timesync/synchronized", "/run/chrony/synchronized"];
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private ClockState _state = new("none", Synced: false, Age: null);
    private long? _lookedAt;

    /// <summary>The watch over this machine's clock.</summary>
    public ClockWatch(TimeProvider time)
        : this(time, SyncedFiles)
    {
    }

    /// <summary>The state now; looked up at most once a minute.</summary>
    public ClockState State()
    {
        lock (_gate)
        {
            if (_lookedAt is { } at && time.GetElapsedTime(at) < LookEvery)
            {
                return _state;
            }

            _lookedAt = time.GetTimestamp();
            var synced = syncedFiles.FirstOrDefault(File.Exists);
            _state = synced is null
                ? new ClockState("none", Synced: false, Age: null)
                : new ClockState("ntp", Synced: true, Math.Round(Math.Max(0, (time.GetUtcNow() - File.GetLastWriteTimeUtc(synced)).TotalSeconds)));
            return _state;
        }
    }
}
