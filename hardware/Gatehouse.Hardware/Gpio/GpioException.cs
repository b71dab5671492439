namespace Gatehouse.Hardware.Gpio;

/// <summary>A GPIO chip or a line of it cannot be used. The message names it and says what to check.</summary>
public sealed class GpioException(GpioFault fault, string message) : Exception(message)
{
    /// <summary>How it failed.</summary>
    public GpioFault Fault { get; } = fault;
}
