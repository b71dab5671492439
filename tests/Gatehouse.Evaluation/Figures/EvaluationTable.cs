using System.Globalization;

namespace Gatehouse.Evaluation.Figures;

/// <summary>Figures as a table for people: one block for each column of a file.</summary>
internal static class EvaluationTable
{
    public static IEnumerable<string> Of(IReadOnlyList<Evaluated> column)
    {
        var first = column[0];
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"{first.File}, {first.Column}: {first.Subjects} subjects, {first.Of380} at 38.0 °C or more, {first.Of375} at 37.5 °C or more; U covers {Percent(first.Covered)} %; slope {first.Slope:0.000}");
        yield return Line("policy", "limit, °C", "refers < 37.5, %", "finds ≥ 38.0", "finds ≥ 37.5", "AUC ≥ 38.0", "AUC ≥ 37.5", "readings", "again");
        foreach (var e in column)
        {
            yield return Line(
                e.Policy,
                Parameters(e),
                Percent(e.Referral),
                Found(e.Found380, e.Of380, e.Sensitivity380),
                Found(e.Found375, e.Of375, e.Sensitivity375),
                Area(e.Area380),
                Area(e.Area375),
                e.Readings.ToString("0.00", CultureInfo.InvariantCulture),
                (e.Remeasured * 100).ToString("0", CultureInfo.InvariantCulture) + " %");
        }

        yield return "";
    }

    private static string Line(params ReadOnlySpan<string> cells) =>
        $"{cells[0],-21} {cells[1],-27} {cells[2],16} {cells[3],22} {cells[4],22} {cells[5],18} {cells[6],18} {cells[7],8} {cells[8],6}";

    private static string Parameters(Evaluated e) =>
        e.AmbientAt is { } at ? string.Create(CultureInfo.InvariantCulture, $"{e.Limit:0.00} at {at:0.0}, + {e.AmbientSlope:0.000}/°C")
        : e.Spreads is { } spreads ? string.Create(CultureInfo.InvariantCulture, $"median + {spreads:0.00} spreads")
        : e.Limit.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Percent(Estimate? share) =>
        share is { } s ? string.Create(CultureInfo.InvariantCulture, $"{s.Value * 100:0.0} [{s.From * 100:0.0}–{s.To * 100:0.0}]") : "-";

    private static string Found(int found, int of, Estimate? share) =>
        share is { } s ? string.Create(CultureInfo.InvariantCulture, $"{found} of {of} [{s.From:0.00}–{s.To:0.00}]") : "-";

    private static string Area(Estimate? area) =>
        area is { } a ? string.Create(CultureInfo.InvariantCulture, $"{a.Value:0.000} [{a.From:0.00}–{a.To:0.00}]") : "-";
}
