namespace Gatehouse.Hardware.Badges;

/// <summary>What was wrong with a reader is over.</summary>
/// <param name="Fault">What it was.</param>
public sealed record ReaderRecovered(ReaderFault Fault) : ReaderEvent;
