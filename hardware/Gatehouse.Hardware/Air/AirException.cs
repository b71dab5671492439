namespace Gatehouse.Hardware.Air;

/// <summary>An air sensor did not answer, or not soundly.</summary>
public sealed class AirException(AirFault fault, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>How it failed.</summary>
    public AirFault Fault { get; } = fault;
}
