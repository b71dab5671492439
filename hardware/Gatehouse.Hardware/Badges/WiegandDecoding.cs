namespace Gatehouse.Hardware.Badges;

/// <summary>What a frame says: a badge, or why it is none.</summary>
/// <param name="Badge">The badge; null when the frame is not sound.</param>
/// <param name="Fault">Why there is none; null when there is one.</param>
public readonly record struct WiegandDecoding(BadgeNumber? Badge, WiegandFault? Fault);
