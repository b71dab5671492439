namespace Gatehouse.Hardware.Gate;

/// <summary>A distance sensor did not answer, or not soundly.</summary>
public sealed class DistanceException(DistanceFault fault, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>How it failed.</summary>
    public DistanceFault Fault { get; } = fault;
}
