namespace Gatehouse.Hardware.Badges;

/// <summary>A badge was read.</summary>
/// <param name="Badge">Its number.</param>
/// <param name="Technology">How much that proves.</param>
/// <param name="LastBit">Timestamp of the provider when the last bit had arrived.</param>
public sealed record BadgeRead(BadgeNumber Badge, CredentialTechnology Technology, long LastBit) : ReaderEvent;
