using System.Text.Json;

namespace Gatehouse.Contract;

/// <summary>By which policies a kiosk decides, and from when on, as its host has it.</summary>
/// <param name="Mark">Names this plan: another plan has another mark.</param>
/// <param name="At">The host's wall clock when it gave it, UTC: what counts where the kiosk does not know the time.</param>
/// <param name="Policies">By their times, the earliest first. The last one whose time has come is in force.</param>
public sealed record PolicyPlan(string Mark, DateTimeOffset At, IReadOnlyList<PlannedPolicy> Policies)
{
    /// <summary>The one that is in force at a time; null where none is yet.</summary>
    public PlannedPolicy? InForce(DateTimeOffset now) => Policies.LastOrDefault(p => p.From <= now);
}

/// <summary>A policy and its time.</summary>
/// <param name="Revision">The policy's <see cref="Policy.Revision"/>.</param>
/// <param name="From">From when on it is in force, UTC.</param>
/// <param name="Document">
/// The <see cref="Policy"/>, as it was written: a kiosk whose software does not know a member of it does not put it in force, for
/// it would decide otherwise than its records say.
/// </param>
public sealed record PlannedPolicy(string Revision, DateTimeOffset From, JsonElement Document);

/// <summary>What a kiosk is to compute again, to find out what a policy would have changed.</summary>
/// <param name="Document">The <see cref="Policy"/>.</param>
/// <param name="Since">From when on.</param>
public sealed record PolicyTrial(JsonElement Document, DateTimeOffset Since);
