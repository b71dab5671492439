using Gatehouse.Contract;
using System.Globalization;
using System.Text.Json;
using Gatehouse.Kiosk.Calibration;
using Gatehouse.Kiosk.Replay;

namespace Gatehouse.Kiosk.Snapshots;

/// <summary>The documents of one kiosk's state folder.</summary>
/// <param name="folder">The state folder.</param>
public sealed class KioskSnapshots(string folder)
{
    /// <summary>Who may pass.</summary>
    public SnapshotFile<Roster> Roster { get; } = new(folder, "roster", SnapshotJson.Default.Roster, "install one with 'gatehouse-kiosk install roster FILE', or let the kiosk join a host that has people");

    /// <summary>The limits.</summary>
    public SnapshotFile<Policy> Policy { get; } = new(folder, "policy", PolicyJson.Default.Policy, "install one with 'gatehouse-kiosk install policy FILE'");

    /// <summary>By which policies the host has this kiosk decide; none where it said nothing of that.</summary>
    public SnapshotFile<PolicyPlan> PolicyPlan { get; } = new(folder, "policy-plan", SnapshotJson.Default.PolicyPlan, "the host gives it again");

    /// <summary>A copy of the calibration in force, for a gate whose history of calibrations is damaged.</summary>
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
    public AppendOnlyFile<Policy> Policies { get; } = new(folder, "policies", PolicyJson.Default.Policy);

    /// <summary>The calibration under way; none most of the time.</summary>
    public SnapshotFile<CalibrationSession> Session { get; } = new(folder, "calibration-session", SnapshotJson.Default.CalibrationSession, "begin one with 'gatehouse-kiosk calibrate', or discard what is left with 'gatehouse-kiosk calibrate --discard'");

    /// <summary>The place of what was found or done last.</summary>
    public SnapshotFile<LastFound> LastFound { get; } = new(folder, "last-found", SnapshotJson.Default.LastFound, "check the thermometer with 'gatehouse-kiosk check'");

    /// <summary>Whether somebody maintained this gate and did not come to an end: a reference may stand before its thermometer.</summary>
    public MarkerFile OutOfService { get; } = new(folder, "out-of-service");

    /// <summary>Under which conditions people were measured, for what is computed again once the records that say so are removed.</summary>
    public AppendOnlyFile<KnownConditions> Conditions { get; } = new(folder, "conditions", SnapshotJson.Default.KnownConditions);

    /// <summary>Keeps what a check found, and gives it with its place.</summary>
    /// <exception cref="SnapshotException">It cannot be stored; what blocks then blocks all the same.</exception>
    public DriftCheck Add(DriftCheck check)
    {
        var placed = check with { Order = LastOrder() + 1 };
        Add(placed.Order, blocks: placed.Result == DriftCheck.Blocked, () => Checks.Append(placed));
        return placed;
    }

    /// <summary>Keeps what was done to a thermometer.</summary>
    /// <exception cref="SnapshotException">It cannot be stored; it blocks all the same.</exception>
    public void Add(Invalidation invalidation)
    {
        var placed = invalidation with { Order = LastOrder() + 1 };
        Add(placed.Order, blocks: true, () => Invalidations.Append(placed));
    }

    /// <summary>What blocks takes the note away first, which even a full disk lets it: without one nobody is believed.</summary>
    private void Add(long order, bool blocks, Action append)
    {
        if (blocks)
        {
            try
            {
                LastFound.Remove();
            }
            catch (SnapshotException)
            {
                // What is appended tells as much; and if nothing can be, its failure is told.
            }
        }

        append();
        LastFound.Store(new LastFound(order));
    }

    /// <summary>A name for a calibration, which no other has.</summary>
    /// <param name="at">When it is accepted.</param>
    public string NewCalibrationId(DateTimeOffset at)
    {
        var name = at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var used = Calibrations.Load().Count(c => c.Id.StartsWith(name, StringComparison.Ordinal));
        return used == 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}-{used + 1}");
    }

    /// <summary>The calibration in force: the last of the history, or its copy where that is newer than what can be read of the history.</summary>
    /// <exception cref="SnapshotException">There is none that can be read.</exception>
    public CalibrationRecord InForce()
    {
        try
        {
            if (Calibrations.Load() is [.., var last] history
                && !(TryCopy() is { } copy && copy.Order > last.Order && history.All(c => c.Id != copy.Id)))
            {
                return last;
            }
        }
        catch (SnapshotException)
        {
            // Whoever asks whether it may be believed is told.
        }

        return Calibration.Load();
    }

    /// <summary>Takes note of the thermometer as it is now. What was known of the same one as it was before holds no longer.</summary>
    /// <exception cref="SnapshotException">It cannot be stored; the calibration before stays in force, unless it says otherwise.</exception>
    public void Commission(CalibrationRecord record)
    {
        // It may have been away meanwhile, and another one in its place.
        var before = Calibrations.Load().LastOrDefault(c => c.Serial == record.Serial) ?? (TryCopy() is { } copy && copy.Serial == record.Serial ? copy : null);
        if (before is not null && (before.Correction is not null || (!before.IsLike(record) && StandingOf(record.Serial).LookedAt is not null)))
        {
            Add(new Invalidation(record.At, record.Serial, before.Id, Invalidation.Commissioned, "commission"));
        }

        PutInForce(record);
    }

    /// <summary>Puts a calibration in force, from the kiosk's next start on or by whoever holds its instrument.</summary>
    /// <exception cref="SnapshotException">It cannot be stored; the one before stays in force, unless it says otherwise.</exception>
    public void PutInForce(CalibrationRecord calibration) => Copy(Accept(calibration));

    /// <summary>Adds a calibration to the history: with that it is in force. <see cref="Copy"/> is to follow.</summary>
    /// <returns>The calibration with its place.</returns>
    /// <exception cref="SnapshotException">It cannot be stored; the one before stays in force.</exception>
    public CalibrationRecord Accept(CalibrationRecord calibration)
    {
        var placed = calibration with { Order = LastOrder() + 1 };
        Calibrations.Append(placed);
        return placed;
    }

    /// <summary>Keeps a copy of the calibration in force, and where what is known of thermometers ends.</summary>
    /// <exception cref="SnapshotException">It cannot be stored; the calibration is in force all the same.</exception>
    public void Copy(CalibrationRecord calibration)
    {
        try
        {
            Calibration.Store(calibration);
            LastFound.Store(new LastFound(calibration.Order));
        }
        catch (SnapshotException e)
        {
            throw new SnapshotException($"The calibration {calibration.Id} is in force, but no copy of it can be kept: {e.Message}");
        }
    }

    /// <summary>Whether a thermometer may be believed, by all that is known of it.</summary>
    /// <param name="thermometer">The thermometer's identity.</param>
    /// <exception cref="SnapshotException">A file is damaged.</exception>
    public Standing StandingOf(string thermometer) =>
        Standing.Of(thermometer, Calibrations.Load(), Checks.Load(), Invalidations.Load(), LastOrder());

    /// <summary>
    /// The place of what was found or done last among all that is known of thermometers, whatever the clock says; 0 where nothing
    /// was. Where the note of it is gone something may be missing, and a place is left for that.
    /// </summary>
    /// <exception cref="SnapshotException">A file is damaged.</exception>
    public long LastOrder()
    {
        var kept = LastKept();
        return Noted() is { } noted ? Math.Max(noted, kept) : kept == 0 ? 0 : kept + 1;
    }

    private long LastKept() =>
        Calibrations.Load().Select(c => c.Order).Concat(Checks.Load().Select(c => c.Order)).Concat(Invalidations.Load().Select(i => i.Order)).Append(TryCopy()?.Order ?? 0).Max();

    /// <summary>What was noted last; null where the note is not there or damaged, for the one before it is an older one.</summary>
    private long? Noted()
    {
        try
        {
            var isNewest = true;
            var found = LastFound.Load(_ => isNewest = false);
            return isNewest ? found.Order : null;
        }
        catch (SnapshotException)
        {
            return null;
        }
    }

    private CalibrationRecord? TryCopy()
    {
        try
        {
            return Calibration.Load();
        }
        catch (SnapshotException)
        {
            return null;
        }
    }

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

    private static string Written(Policy policy) => JsonSerializer.Serialize(policy, PolicyJson.Default.Policy);
}
