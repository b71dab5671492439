using Gatehouse.Fleet.Time;

namespace Gatehouse.Fleet;

/// <summary>What all kiosks of a run share.</summary>
internal sealed record World(Loop Loop, JumpingTime Time, LaneTime LaneTime, Staff Staff, FleetReport Report)
{
    /// <summary>Whether disks forget their flushes: the defect that must be found.</summary>
    public bool ForgetsFlushes { get; init; }
}
