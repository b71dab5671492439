namespace Gatehouse.Hardware.Gate;

/// <summary>The arm turned by one person's width.</summary>
/// <param name="Direction">Which way.</param>
public readonly record struct ArmTurn(Direction Direction);
