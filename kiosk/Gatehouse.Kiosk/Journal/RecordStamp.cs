using System.Globalization;
using System.Security.Cryptography;

namespace Gatehouse.Kiosk.Journal;

/// <summary>What the journal adds to a record from outside itself: time, boot and the names of new epochs.</summary>
/// <param name="time">Wall and monotonic time; the real one, even where a lane's time is accelerated.</param>
/// <param name="clock">How far the wall clock can be trusted.</param>
/// <param name="boot">Which boot this is.</param>
public sealed class RecordStamp(TimeProvider time, ClockWatch clock, BootIdentity boot)
{
    /// <summary>Which boot this is.</summary>
    public BootIdentity Boot { get; } = boot;

    /// <summary>The wall clock, UTC, to the microsecond.</summary>
    public DateTimeOffset At => time.GetUtcNow();

    /// <summary>Monotonic time since the boot.</summary>
    public TimeSpan Mono => time.GetElapsedTime(0, time.GetTimestamp());

    /// <summary>How far <see cref="At"/> can be trusted.</summary>
    public Contract.ClockState Clock => clock.State();

    /// <summary>
    /// A name for the epoch after another: a counter, so that names sort, and 32 random bits, so that a journal
    /// begun anew after its card was replaced never takes the name of a lost one.
    /// </summary>
    public static string NextEpoch(string? before)
    {
        var counter = before is { Length: > 4 } && int.TryParse(before[..4], NumberStyles.None, CultureInfo.InvariantCulture, out var n)
            ? n + 1 : 1;
        return string.Create(CultureInfo.InvariantCulture, $"{counter:D4}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}");
    }
}
