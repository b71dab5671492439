using Gatehouse.Contract;
using Gatehouse.Kiosk.Access;
using Gatehouse.Kiosk.Calibration;
using Gatehouse.Kiosk.Screening;

namespace Gatehouse.Kiosk.Lane;

/// <summary>By what a lane decides.</summary>
/// <param name="Access">The roster.</param>
/// <param name="Instrument">The thermometer that is in this gate, under its calibration and its policy.</param>
/// <param name="Times">The deadlines.</param>
/// <param name="Lot">By what people are sent to the guard by lot.</param>
public sealed record LaneRules(
    AccessControl Access, Instrument Instrument, LaneTimes Times, Random Lot)
{
    /// <summary>The limits.</summary>
    public Policy Policy => Instrument.Policy;

    /// <summary>What of these is not the newest that was put in force, because that is damaged: a sentence each.</summary>
    public IReadOnlyList<string> Outdated { get; init; } = [];

    /// <summary>What the thermometer sees while nobody stands before it; null where that is not known.</summary>
    public ReferenceTarget? Target { get; init; }
}
