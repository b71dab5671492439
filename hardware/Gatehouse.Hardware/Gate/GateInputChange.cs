namespace Gatehouse.Hardware.Gate;

/// <summary>A contact of a gate changed.</summary>
/// <param name="Input">Which.</param>
/// <param name="Active">Whether it is active now: open where closed means that all is well.</param>
public readonly record struct GateInputChange(GateInput Input, bool Active);
