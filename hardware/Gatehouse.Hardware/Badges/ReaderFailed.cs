namespace Gatehouse.Hardware.Badges;

/// <summary>Something is wrong with a reader. It is told once; the driver goes on trying by itself until it is over.</summary>
/// <param name="Fault">What.</param>
/// <param name="Message">A sentence that says what to check.</param>
public sealed record ReaderFailed(ReaderFault Fault, string Message) : ReaderEvent;
