namespace Gatehouse.Hardware.Badges;

/// <summary>What a badge reader reports: <see cref="BadgeRead"/>, <see cref="ReaderFailed"/> or <see cref="ReaderRecovered"/>.</summary>
public abstract record ReaderEvent;
