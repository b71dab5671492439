using Gatehouse.Contract;

namespace Gatehouse.Evaluation.Fitting;

/// <summary>A policy to compare.</summary>
/// <param name="Name">What it does.</param>
/// <param name="Policy">The policy.</param>
/// <param name="IsHindsight">Whether it was chosen on the very file that it is tried on: no gate can have it.</param>
internal sealed record FittedPolicy(string Name, Policy Policy, bool IsHindsight = false);
