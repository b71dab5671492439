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

    /// <summary>The thermometer.</summary>
    public SnapshotFile<CalibrationRecord> Calibration { get; } = new(folder, "calibration", SnapshotJson.Default.CalibrationRecord, "record the thermometer with 'gatehouse-kiosk commission'");
}
