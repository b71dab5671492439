using Gatehouse.Hardware.Badges;

namespace Gatehouse.Hardware.Osdp;

/// <summary>A conversation with a reader cannot go on.</summary>
/// <param name="fault">What is wrong.</param>
/// <param name="message">A sentence that says what to check.</param>
public sealed class OsdpException(ReaderFault fault, string message) : Exception(message)
{
    /// <summary>What is wrong.</summary>
    public ReaderFault Fault { get; } = fault;
}
