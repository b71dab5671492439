namespace Gatehouse.Kiosk.Lane;

/// <summary>The two times of a lane: they differ only where simulated devices run on accelerated time.</summary>
/// <param name="Lane">Deadlines and devices.</param>
/// <param name="Real">Work, disk, and the wall clock of permissions.</param>
public sealed record LaneClocks(TimeProvider Lane, TimeProvider Real);
