namespace Gatehouse.Hardware.Temperature;

/// <summary>A thermometer did not answer, or not soundly.</summary>
public sealed class ThermometerException(ThermometerFault fault, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>How it failed.</summary>
    public ThermometerFault Fault { get; } = fault;
}
