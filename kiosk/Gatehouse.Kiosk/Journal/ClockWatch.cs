using Gatehouse.Contract;

namespace Gatehouse.Kiosk.Journal;

/// <summary>
/// Knows how far the wall clock can be trusted: systemd-timesyncd and chrony touch a file whenever they are in step.
/// How long ago that was is measured by the monotonic clock, so that a wall clock that is set proves nothing about itself.
/// </summary>
public sealed class ClockWatch(TimeProvider time)
{
    /// <summary>After so long without a word the clock is no longer in step: several times what lies between two of them.</summary>
    private static readonly TimeSpan InStep = TimeSpan.FromHours(3);

    /// <summary>A crystal that is off by 100 parts in a million is off by four minutes then.</summary>
    private static readonly TimeSpan Good = TimeSpan.FromDays(30);

    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(1);

    /// <summary>What network time moves without a step, and what reading two clocks one after the other may add.</summary>
    private const double MostSlew = 0.001;
    private static readonly TimeSpan MostApart = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private long? _lookedAt;
    private DateTimeOffset _wall;
    private DateTime? _touched;

    // When it was last known to be right; null when never in this boot, or set by hand since.
    private long? _rightAt;
    private bool _set;

    /// <summary>The files that are touched.</summary>
    public IReadOnlyList<string> Files { get; init; } = ["/run/systemd/timesync/synchronized", "/run/chrony/synchronized"];

    /// <summary>The installer answers for the clock: something else than network time keeps it.</summary>
    public bool IsKept { get; init; }

    /// <summary>Whether rules that ask for the date or the time of day may be applied.</summary>
    public bool IsTrusted => IsGood(State());

    /// <summary>Whether a clock in that state may be believed.</summary>
    public static bool IsGood(ClockState state) => state.Age is { } age && age <= Good.TotalSeconds;

    /// <summary>The state now. The files are looked at once a minute, and whenever the wall clock was set.</summary>
    public ClockState State()
    {
        if (IsKept)
        {
            return new ClockState("manual", Synced: true, Age: 0);
        }

        lock (_gate)
        {
            var now = time.GetTimestamp();
            var set = WasSet(now);
            if (_lookedAt is null || set || time.GetElapsedTime(_lookedAt.Value, now) >= LookEvery)
            {
                Look(now, set);
            }

            var age = _rightAt is { } right ? time.GetElapsedTime(right, now) : (TimeSpan?)null;
            return new ClockState(
                _set ? "manual" : _touched is null ? "none" : "ntp", age <= InStep, age is { } known ? Math.Round(known.TotalSeconds) : null);
        }
    }

    private bool WasSet(long now)
    {
        if (_lookedAt is not { } before)
        {
            return false;
        }

        var passed = time.GetElapsedTime(before, now);
        return (time.GetUtcNow() - _wall - passed).Duration() > MostApart + (passed * MostSlew);
    }

    private void Look(long now, bool set)
    {
        var wall = time.GetUtcNow();
        var touched = Files.Where(File.Exists).Select(file => (DateTime?)File.GetLastWriteTimeUtc(file)).Max();
        if (touched is { } at && touched != _touched)
        {
            // No longer ago than the boot, or than it was last looked at: what the wall clock says of it may be anything.
            var most = time.GetElapsedTime(_touched is not null && _lookedAt is { } before ? before : 0, now);
            var ago = wall - at;
            ago = ago < TimeSpan.Zero || ago > most ? (set ? TimeSpan.Zero : most) : ago;
            _rightAt = now - (long)(ago.TotalSeconds * time.TimestampFrequency);
            _set = false;
        }
        else if (set)
        {
            _rightAt = null;
            _set = true;
        }

        (_touched, _lookedAt, _wall) = (touched ?? _touched, now, wall);
    }
}
