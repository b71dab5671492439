using System.Globalization;
using System.Text.Json;
using Gatehouse.Kiosk.Access;
using Gatehouse.Kiosk.Calibration;
using Gatehouse.Kiosk.Screening;

namespace Gatehouse.Kiosk.Snapshots;

/// <summary>The documents of one kiosk's state folder.</summary>
/// <param name="folder">The state folder.</param>
public sealed class KioskSnapshots(string folder)
{
    /// <summary>Who may pass.</summary>
    public SnapshotFile<Roster> Roster { get; } = new(folder, "roster", SnapshotJson.Default.Roster, "install one with 'gatehouse-kiosk install roster FILE'");

    /// <summary>The limits.</summary>
    public SnapshotFile<Policy> Policy { get; } = new(folder, "policy", SnapshotJson.Default.Policy, "install one with 'gatehouse-kiosk install policy FILE'");

    /// <summary>The thermometer, under the calibration in force.</summary>
    public SnapshotFile<CalibrationRecord> Calibration { get; } = new(folder, "calibration", SnapshotJson.Default.CalibrationRecord, "record the thermometer with 'gatehouse-kiosk commission'");

    /// <summary>All calibrations that were ever in force.</summary>
    public AppendOnlyFile<CalibrationRecord> Calibrations { get; } = new(folder, "calibrations", SnapshotJson.Default.CalibrationRecord);

    /// <summary>All drift checks.</summary>
    public AppendOnlyFile<DriftCheck> Checks { get; } = new(folder, "checks", SnapshotJson.Default.DriftCheck);

    /// <summary>What was done to the thermometer that its calibration did not survive.</summary>
    public AppendOnlyFile<Invalidation> Invalidations { get; } = new(folder, "invalidations", SnapshotJson.Default.Invalidation);

    /// <summary>All linearity sweeps.</summary>
    public AppendOnlyFile<LinearitySweep> Sweeps { get; } = new(folder, "sweeps", SnapshotJson.Default.LinearitySweep);

    /// <summary>All policies that were ever put in force, so that what was decided by one can be computed again.</summary>
    public AppendOnlyFile<Policy> Policies { get; } = new(folder, "policies", SnapshotJson.Default.Policy);

    /// <summary>The calibration under way; none most of the time.</summary>
    public SnapshotFile<CalibrationSession> Session { get; } = new(folder, "calibration-session", SnapshotJson.Default.CalibrationSession, "begin one with 'gatehouse-kiosk calibrate', or discard what is left with 'gatehouse-kiosk calibrate --discard'");

    /// <summary>Keeps what a check found, and gives it with its place.</summary>
    /// <exception cref="SnapshotException">It cannot be stored.</exception>
    public DriftCheck Add(DriftCheck check)
    {
        var placed = check with { Order = NextOrder() };
        Checks.Append(placed);
        return placed;
    }

    /// <summary>Keeps what was done to a thermometer.</summary>
    /// <exception cref="SnapshotException">It cannot be stored.</exception>
    public void Add(Invalidation invalidation) => Invalidations.Append(invalidation with { Order = NextOrder() });

    /// <summary>A name for a calibration, which no other has.</summary>
    /// <param name="at">When it is accepted.</param>
    public string NewCalibrationId(DateTimeOffset at)
    {
        var name = at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var used = Calibrations.Load().Count(c => c.Id.StartsWith(name, StringComparison.Ordinal));
        return used == 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}-{used + 1}");
    }

    /// <summary>Puts a calibration in force, from the kiosk's next start on or by whoever holds its instrument.</summary>
    /// <exception cref="SnapshotException">It cannot be stored; the one before stays in force.</exception>
    public void PutInForce(CalibrationRecord calibration)
    {
        // The history first: what is in force must be in it.
        Calibrations.Append(calibration with { Order = NextOrder() });
        Calibration.Store(calibration);
    }

    /// <summary>The place of what comes next among all that is known of thermometers, whatever the clock says.</summary>
    private long NextOrder() =>
        Calibrations.Load().Select(c => c.Order).Concat(Checks.Load().Select(c => c.Order)).Concat(Invalidations.Load().Select(i => i.Order)).DefaultIfEmpty(0).Max() + 1;

    /// <summary>Puts a policy in force from the kiosk's next start on.</summary>
    /// <exception cref="SnapshotException">Its revision names another policy, or it cannot be stored; the one before stays in force.</exception>
    public void PutInForce(Policy policy)
    {
        if (Policies.Load().LastOrDefault(earlier => earlier.Revision == policy.Revision) is not { } same)
        {
            Policies.Append(policy);
        }
        else if (Written(same) != Written(policy))
        {
            throw new SnapshotException($"The revision '{policy.Revision}' names another policy that was in force: give this one a revision of its own, for records name it.");
        }

        Policy.Store(policy);
    }

    private static string Written(Policy policy) => JsonSerializer.Serialize(policy, SnapshotJson.Default.Policy);
}
