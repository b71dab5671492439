namespace Gatehouse.Host.People;

/// <summary>What to change of somebody.</summary>
/// <param name="Suspended">Whether they are let in no more. They can always leave.</param>
public sealed record PersonChange(bool Suspended);
