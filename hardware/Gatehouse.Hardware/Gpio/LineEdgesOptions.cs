using System.Device.Gpio;

namespace Gatehouse.Hardware.Gpio;

/// <summary>Which lines a <see cref="KernelLineEdges"/> follows, and how.</summary>
public sealed record LineEdgesOptions
{
    /// <summary>The lines, 1 to 64 of one chip.</summary>
    public required IReadOnlyList<int> Lines { get; init; }

    /// <summary>Their bias: an input mode.</summary>
    public PinMode Mode { get; init; } = PinMode.InputPullUp;

    /// <summary>
    /// Which edges. With both, the kernel looks at the level a little after the edge to say which one it was, so that of a
    /// pulse shorter than that delay (some tens of microseconds) both edges are told as its end.
    /// </summary>
    public PinEventTypes Edges { get; init; } = PinEventTypes.Rising | PinEventTypes.Falling;
}
