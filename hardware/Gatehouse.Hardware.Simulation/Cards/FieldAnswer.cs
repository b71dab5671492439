namespace Gatehouse.Hardware.Simulation.Cards;

/// <summary>What all cards together answered.</summary>
/// <param name="Bits">The bits; where cards contradicted each other, and behind it, either may stand.</param>
/// <param name="Collision">The first bit at which they did; null when they agreed.</param>
internal sealed record FieldAnswer(bool[] Bits, int? Collision);
