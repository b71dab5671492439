using Gatehouse.Kiosk.Access;
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
        var snapshots = new KioskSnapshots(configuration.State);
        var policy = snapshots.Policy.Load(outdated.Add);
        if (policy.Faults() is { Count: > 0 } faults)
        {
            throw new SnapshotException($"The policy in {configuration.State} cannot be used: {string.Join(" ", faults)}");
        }

        var access = new AccessControl(snapshots.Roster.Load(outdated.Add));
        var instrument = new Instrument(
            configuration.Devices.Thermometer.Variant, configuration.Budget, policy, snapshots.Calibration.Load(outdated.Add));
        return new LaneRules(access, policy, instrument, configuration.Times, new Random()) { Outdated = outdated };
    }
}
