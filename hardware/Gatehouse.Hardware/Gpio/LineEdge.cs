namespace Gatehouse.Hardware.Gpio;

/// <summary>One edge on one line of an ordered stream.</summary>
/// <param name="Line">The line's number on its chip.</param>
/// <param name="Rising">Whether it rose.</param>
/// <param name="At">When, on the kernel's monotonic clock.</param>
/// <param name="Sequence">Its number in the stream, from 1; a gap means that edges were lost.</param>
public readonly record struct LineEdge(int Line, bool Rising, TimeSpan At, uint Sequence);
