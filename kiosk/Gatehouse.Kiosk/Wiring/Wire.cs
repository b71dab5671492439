namespace Gatehouse.Kiosk.Wiring;

/// <summary>One wire of a device to a line of the GPIO chip.</summary>
/// <param name="Line">The line.</param>
/// <param name="Device">The device, as the configuration names it.</param>
/// <param name="Signal">What the wire carries, in a word or two.</param>
/// <param name="Kind">What is between the line and the device.</param>
public sealed record Wire(int Line, string Device, string Signal, WireKind Kind);
