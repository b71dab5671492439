using Gatehouse.Kiosk.Screening;
using static Gatehouse.Kiosk.Maintenance.Wording;

namespace Gatehouse.Kiosk.Lane;

/// <summary>
/// Tells when the thermometer's calibration is due, and when its check is. Both still hold: what a check finds decides.
/// While the clock cannot be trusted nothing is due.
/// </summary>
internal sealed class DueWatch(Instrument instrument, LaneClocks clocks, DeviceHealth health)
{
    /// <summary>What records call the calibration.</summary>
    public const string Calibration = "calibration";

    private const string Check = "driftCheck";
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMinutes(10);

    /// <summary>Looks now.</summary>
    public void Look()
    {
        if (clocks.Known is not { } now)
        {
            return;
        }

        Tell(
            Calibration,
            "due",
            instrument.Calibration.Evidence is { } evidence && evidence.Due < DateOnly.FromDateTime(now.UtcDateTime)
                ? FormattableString.Invariant($"The thermometer's calibration was due on {evidence.Due:yyyy-MM-dd}: calibrate it.")
                : null);
        Tell(
            Check,
            "overdue",
            instrument.Policy.Calibration.CheckHours is { } hours && !(now - instrument.LookedAt <= TimeSpan.FromHours(hours))
                ? Say($"The thermometer was not held against a reference within {hours:0} hours, as the policy asks for: check it with 'gatehouse-kiosk check'.")
                : null);
    }

    /// <summary>Looks again and again until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(BetweenLooks, clocks.Real, cancellationToken);
            Look();
        }
    }

    private void Tell(string device, string reason, string? problem)
    {
        if (problem is null)
        {
            health.Works(device);
        }
        else
        {
            health.Failed(device, reason, problem);
        }
    }
}
