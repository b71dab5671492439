using Gatehouse.Hardware.Gate;

namespace Gatehouse.Hardware.Simulation;

/// <summary>A light says something else.</summary>
public sealed class SignalChangedEventArgs(Signal signal) : EventArgs
{
    /// <summary>What it says now.</summary>
    public Signal Signal { get; } = signal;
}
