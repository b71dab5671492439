namespace Gatehouse.Hardware.Simulation;

/// <summary>An edge that is about to happen.</summary>
/// <param name="Line">On which line.</param>
/// <param name="Rising">Whether it rises.</param>
/// <param name="At">When, on the kernel's clock.</param>
public readonly record struct Edge(int Line, bool Rising, TimeSpan At);
