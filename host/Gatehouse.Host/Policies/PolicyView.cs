using System.Text.Json;

namespace Gatehouse.Host.Policies;

/// <summary>A version of the policy.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Revision">Its name in records.</param>
/// <param name="State">One of <see cref="PolicyState"/>.</param>
/// <param name="From">From when on gates decide by it, UTC; null while nobody said.</param>
/// <param name="Author">Who wrote it.</param>
/// <param name="Reason">Why.</param>
/// <param name="MadeAt">When, UTC.</param>
/// <param name="ActivatedBy">Who said that it is to be in force; null while nobody did.</param>
internal sealed record PolicyView(long Number, string Revision, string State, DateTimeOffset? From, string Author, string Reason, DateTimeOffset MadeAt, string? ActivatedBy);

/// <summary>A version of the policy with what stands in it.</summary>
/// <param name="Policy">The version.</param>
/// <param name="Document">What stands in it.</param>
/// <param name="Against">The version with which it is compared; null where there is none.</param>
/// <param name="Differences">In what they differ; empty where there is none.</param>
internal sealed record WholePolicy(PolicyView Policy, JsonElement Document, long? Against, IReadOnlyList<PolicyDifference> Differences);

/// <summary>By which policy a gate decides.</summary>
/// <param name="Gate">The gate.</param>
/// <param name="Policy">The revision of the policy by which it said last that it decides; null while it said none.</param>
internal sealed record GatePolicy(string Gate, string? Policy);

/// <summary>What a policy would have changed at one gate.</summary>
/// <param name="Gate">The gate.</param>
/// <param name="Command">The command by which it was asked.</param>
/// <param name="Since">From when on passages were computed again.</param>
/// <param name="State"><c>waiting</c>, <c>computing</c>, <c>done</c>, <c>failed</c>, or <c>noAnswer</c>.</param>
/// <param name="Passages">How many passages were computed again; null before.</param>
/// <param name="Changed">How many of them would have had another verdict.</param>
/// <param name="Verdicts">How many there are of each pair of verdicts.</param>
/// <param name="NotComputed">How many could not be computed again, by the reason.</param>
/// <param name="Problem">Why nothing was computed; null where it was.</param>
internal sealed record GateTrial(
    string Gate, string Command, DateTimeOffset Since, string State, int? Passages, int? Changed,
    IReadOnlyList<Contract.VerdictChange>? Verdicts, IReadOnlyDictionary<string, int>? NotComputed, string? Problem);
