using Gatehouse.Kiosk.Access;
using Gatehouse.Kiosk.Calibration;
using Gatehouse.Kiosk.Configuration;
using Gatehouse.Kiosk.Lane;
using Gatehouse.Kiosk.Screening;
using Gatehouse.Kiosk.Snapshots;

namespace Gatehouse.Kiosk.App.Running;

/// <summary>By what a kiosk decides, as it was last put in force.</summary>
internal static class KioskRules
{
    /// <summary>Reads roster, policy and calibration.</summary>
    /// <exception cref="SnapshotException">One is missing, damaged or cannot be used.</exception>
    public static LaneRules Load(KioskConfiguration configuration)
    {
        var outdated = new List<string>();
        var instrument = LoadInstrument(configuration, outdated.Add);
        var access = new AccessControl(new KioskSnapshots(configuration.State).Roster.Load(outdated.Add));
        return new LaneRules(access, instrument.Policy, instrument, configuration.Times, new Random())
        {
            Outdated = outdated,
            Target = configuration.Devices.Thermometer.Target,
        };
    }

    /// <summary>Reads policy, calibration and the last check.</summary>
    /// <param name="configuration">The kiosk.</param>
    /// <param name="notice">Told in a sentence what is not the newest, because that is damaged.</param>
    /// <exception cref="SnapshotException">One is missing, damaged or cannot be used.</exception>
    public static Instrument LoadInstrument(KioskConfiguration configuration, Action<string> notice)
    {
        var snapshots = new KioskSnapshots(configuration.State);
        var policy = snapshots.Policy.Load(notice);
        if (policy.Faults() is { Count: > 0 } faults)
        {
            throw new SnapshotException($"The policy in {configuration.State} cannot be used: {string.Join(" ", faults)}");
        }

        var instrument = new Instrument(configuration.Devices.Thermometer.Variant, configuration.Budget, policy, snapshots.Calibration.Load(notice));
        try
        {
            var history = snapshots.Calibrations.Load();
            if (history.All(c => c.Id != instrument.Calibration.Id))
            {
                throw new SnapshotException($"The calibration in force, {instrument.Calibration.Id}, is missing in the history of calibrations in {configuration.State}: lines were removed from it.");
            }

            if (Standing.IsOut(instrument.Calibration.Serial, history, snapshots.Checks.Load(), snapshots.Invalidations.Load()))
            {
                instrument.Distrust();
            }
        }
        catch (SnapshotException e)
        {
            // Whether the thermometer may be believed is not known any more; whoever leaves must not wait for that.
            notice($"{e.Message} Nobody is measured until the thermometer was checked and good, or calibrated.");
            instrument.Distrust();
        }

        return instrument;
    }
}
