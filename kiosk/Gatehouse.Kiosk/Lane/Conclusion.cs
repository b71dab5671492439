using Gatehouse.Contract;
using Gatehouse.Kiosk.Screening;

namespace Gatehouse.Kiosk.Lane;

/// <summary>What follows from a verdict at a gate.</summary>
/// <param name="IsGranted">Whether the person may enter.</param>
/// <param name="Reason">Why, in a word.</param>
internal readonly record struct Conclusion(bool IsGranted, string Reason)
{
    public const string Clear = "clear";
    public const string Refer = "refer";
    public const string NotMeasurable = "notMeasurable";

    /// <summary>Clear, and sent to the guard by lot.</summary>
    public const string Lot = "lot";

    /// <summary>Not clear, or drawn by lot, and let pass because the policy says so; somebody looks into it.</summary>
    public const string Flagged = "flagged";

    /// <summary>Let pass because this gate only measures.</summary>
    public const string MeasuredOnly = "measuredOnly";

    /// <summary>Nobody is measured here: the guard does it.</summary>
    public const string ToGuard = "toGuard";

    /// <summary>What follows from a final verdict.</summary>
    /// <param name="verdict">Any but <see cref="Verdict.Remeasure"/>.</param>
    /// <param name="mode">The gate's mode.</param>
    /// <param name="isDrawn">Whether the lot fell on this person.</param>
    /// <param name="whyNot">Why a person who could not be measured is refused, in a word.</param>
    public static Conclusion Of(Verdict verdict, GateMode mode, bool isDrawn, string whyNot) => mode switch
    {
        GateMode.Measure => new(true, MeasuredOnly),
        GateMode.Flag when verdict != Verdict.Clear || isDrawn => new(true, Flagged),
        _ when verdict == Verdict.Clear => isDrawn ? new(false, Lot) : new(true, Clear),
        _ => new(false, verdict == Verdict.Refer ? Refer : whyNot),
    };
}
