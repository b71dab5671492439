using Gatehouse.Demo.Subjects;
using Gatehouse.Kiosk.Screening;

namespace Gatehouse.Evaluation.Bench;

/// <summary>What a gate made of one subject.</summary>
/// <param name="Subject">Who.</param>
/// <param name="Readings">In order.</param>
/// <param name="Verdict">What they came to.</param>
internal sealed record Walked(Subject Subject, IReadOnlyList<Reading> Readings, Verdict Verdict)
{
    public bool Referred => Verdict == Verdict.Refer;

    /// <summary>How far the readings lie above their limits, which is what the last verdict is made from; null when none says anything.</summary>
    public double? Score => Readings.Where(r => r.Skin is not null).Select(r => (double?)(r.Skin!.Value.Degrees - r.Limit!.Value)).Average();
}
