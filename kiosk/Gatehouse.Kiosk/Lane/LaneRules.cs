using Gatehouse.Kiosk.Access;
using Gatehouse.Kiosk.Calibration;
using Gatehouse.Kiosk.Screening;

namespace Gatehouse.Kiosk.Lane;

/// <summary>By what a lane decides.</summary>
/// <param name="Access">The roster.</param>
/// <param name="Policy">The limits.</param>
/// <param name="Commissioning">The thermometer that was put into this gate.</param>
/// <param name="Budget">How far its readings may be from the truth.</param>
/// <param name="Times">The deadlines.</param>
public sealed record LaneRules(
    AccessControl Access, Policy Policy, CommissioningRecord Commissioning, UncertaintyBudget Budget, LaneTimes Times)
{
    /// <summary>What of these is not the newest that was put in force, because that is damaged: a sentence each.</summary>
    public IReadOnlyList<string> Outdated { get; init; } = [];
}
