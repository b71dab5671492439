using Gatehouse.Kiosk.Access;
using Gatehouse.Kiosk.Configuration;
using Gatehouse.Kiosk.Lane;
using Gatehouse.Kiosk.Maintenance;
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
        return new LaneRules(access, instrument, configuration.Times, new Random())
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

        var instrument = new Instrument(configuration.Devices.Thermometer.Variant, configuration.Budget, policy, snapshots.InForce());
        try
        {
            var standing = snapshots.StandingOf(instrument.Calibration.Serial);
            instrument.LookedAt = standing.LookedAt;
            if (!instrument.Calibration.GivesWhatItSees)
            {
                notice(CalibrationDesk.CorrectsByItself);
                instrument.Distrust();
            }

            if (standing.IsOut)
            {
                instrument.Distrust();
            }

            if (standing.Missing > 0)
            {
                notice($"Lines are missing in the calibrations, checks or invalidations in {configuration.State}: {standing.Missing} that were there. Nobody is measured until the thermometer was checked and good, or calibrated.");
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
