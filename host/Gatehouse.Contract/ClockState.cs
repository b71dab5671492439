namespace Gatehouse.Contract;

/// <summary>What a kiosk knew of its wall clock when it wrote a record.</summary>
/// <param name="Source">Where the time came from: <c>ntp</c>, <c>rtc</c>, <c>manual</c> or <c>none</c>.</param>
/// <param name="Synced">Whether the source was in step when the record was written.</param>
/// <param name="Age">Seconds since the clock was last known to be right; null when never in this boot.</param>
public readonly record struct ClockState(string Source, bool Synced, double? Age);
