using Gatehouse.Evaluation.Bench;
using Gatehouse.Evaluation.Fitting;

namespace Gatehouse.Evaluation.Figures;

/// <summary>How one policy did on one column of one file.</summary>
/// <param name="File">The file.</param>
/// <param name="Column">The column.</param>
/// <param name="FittedOn">The file whose subjects its parameters were chosen on; null where they were not.</param>
/// <param name="Policy">Its name.</param>
/// <param name="Hindsight">Whether it was chosen on the very subjects that it is tried on, for comparison only.</param>
/// <param name="Limit">The limit, or what it begins with, °C.</param>
/// <param name="AmbientAt">The room for which that holds, °C.</param>
/// <param name="AmbientSlope">How much it rises with each degree of the room.</param>
/// <param name="Spreads">How many spreads above the crowd's median it lies.</param>
/// <param name="Subjects">How many came.</param>
/// <param name="Area375">Area under the curve for oral temperatures of 37.5 °C or more.</param>
/// <param name="Area380">The same for 38.0 °C or more.</param>
/// <param name="Found375">How many of those of 37.5 °C or more are referred.</param>
/// <param name="Of375">How many there are.</param>
/// <param name="Sensitivity375">Their share.</param>
/// <param name="Found380">How many of those of 38.0 °C or more are referred.</param>
/// <param name="Of380">How many there are.</param>
/// <param name="Sensitivity380">Their share.</param>
/// <param name="Referral">The share of those below 37.5 °C that is referred.</param>
/// <param name="Readings">Readings a person, mean.</param>
/// <param name="Remeasured">The share that is measured more than once.</param>
/// <param name="NotMeasurable">How many are neither clear nor referred.</param>
/// <param name="Covered">How often the truth lies within U.</param>
/// <param name="Slope">Of the readings from 35 to 40 °C.</param>
internal sealed record Evaluated(
    string File,
    string Column,
    string? FittedOn,
    string Policy,
    bool Hindsight,
    double Limit,
    double? AmbientAt,
    double? AmbientSlope,
    double? Spreads,
    int Subjects,
    Estimate? Area375,
    Estimate? Area380,
    int Found375,
    int Of375,
    Estimate? Sensitivity375,
    int Found380,
    int Of380,
    Estimate? Sensitivity380,
    Estimate? Referral,
    double Readings,
    double Remeasured,
    int NotMeasurable,
    Estimate? Covered,
    double Slope)
{
    /// <summary>Counts what a gate made of its subjects.</summary>
    public static Evaluated Of(string file, string column, string? fittedOn, FittedPolicy fitted, IReadOnlyList<Walked> walked, Estimate? covered, double slope)
    {
        var elevated = walked.Where(w => w.Subject.Oral >= PolicyFit.Elevated).ToList();
        var febrile = walked.Where(w => w.Subject.Oral >= PolicyFit.Febrile).ToList();
        var normal = walked.Where(w => w.Subject.Oral < PolicyFit.Elevated).ToList();
        return new Evaluated(
            file, column, fittedOn, fitted.Name, fitted.IsHindsight,
            fitted.Policy.Limit, fitted.Policy.Ambient?.At, fitted.Policy.Ambient?.Slope, fitted.Policy.Crowd?.Spreads, walked.Count,
            Area(walked, PolicyFit.Elevated), Area(walked, PolicyFit.Febrile),
            Referred(elevated), elevated.Count, Estimate.OfShare(Referred(elevated), elevated.Count),
            Referred(febrile), febrile.Count, Estimate.OfShare(Referred(febrile), febrile.Count),
            Estimate.OfShare(Referred(normal), normal.Count),
            walked.Average(w => w.Readings.Count), walked.Average(w => w.Readings.Count > 1 ? 1.0 : 0.0),
            walked.Count(w => w.Verdict == Kiosk.Screening.Verdict.NotMeasurable), covered, slope);
    }

    private static int Referred(IEnumerable<Walked> walked) => walked.Count(w => w.Referred);

    private static Estimate? Area(IReadOnlyList<Walked> walked, double from) => Estimate.OfArea(
        [.. walked.Where(w => w.Subject.Oral >= from).Select(w => w.Score).OfType<double>()],
        [.. walked.Where(w => w.Subject.Oral < from).Select(w => w.Score).OfType<double>()]);
}
