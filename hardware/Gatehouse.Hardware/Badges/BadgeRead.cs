namespace Gatehouse.Hardware.Badges;

/// <summary>A badge was read.</summary>
/// <param name="Badge">Its number.</param>
/// <param name="LastBit">Timestamp of the provider when the last bit had arrived.</param>
public readonly record struct BadgeRead(BadgeNumber Badge, long LastBit);
