namespace Gatehouse.Hardware.Gpio;

/// <summary>What the kernel says of a line, whoever holds it.</summary>
/// <param name="Line">Its number on its chip.</param>
/// <param name="Name">What the board calls it, as GPIO17; empty when it has no name.</param>
/// <param name="InUse">Whether a program or a driver of the kernel holds it.</param>
/// <param name="Consumer">Who holds it; empty when nobody does, or when who does said no name.</param>
/// <param name="IsOutput">Whether it is an output now.</param>
public sealed record GpioLineInfo(int Line, string Name, bool InUse, string Consumer, bool IsOutput);
