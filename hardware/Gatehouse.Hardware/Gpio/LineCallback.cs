using System.Device.Gpio;

namespace Gatehouse.Hardware.Gpio;

/// <summary>Who wants to know of which edges of a line.</summary>
internal readonly record struct LineCallback(PinEventTypes Types, PinChangeEventHandler Handler);
