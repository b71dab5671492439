using Gatehouse.Hardware.Gate;

namespace Gatehouse.Kiosk.Lane;

/// <summary>What the lane shows and did last; for pages on the kiosk itself.</summary>
/// <param name="State">What the entrance is doing.</param>
/// <param name="Signal">What the light shows.</param>
/// <param name="Passages">Decisions since the start.</param>
/// <param name="Open">Grants, of either way, whose closing record is not durable yet.</param>
/// <param name="Last">The last decision; null before the first.</param>
public sealed record LaneStatus(LaneState State, Signal Signal, long Passages, int Open, LaneDecision? Last);

/// <summary>One decision, without health values.</summary>
/// <param name="Person">The person's number; null for an unknown badge.</param>
/// <param name="Direction">Which way.</param>
/// <param name="Granted">Whether they may pass.</param>
/// <param name="Reason">Why, in a word.</param>
/// <param name="Verdict">The verdict; null when nothing was measured.</param>
/// <param name="Readings">How many readings were taken.</param>
public sealed record LaneDecision(string? Person, Direction Direction, bool Granted, string Reason, string? Verdict, int Readings);
