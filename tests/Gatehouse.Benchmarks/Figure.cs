using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gatehouse.Benchmarks;

/// <summary>One measured figure beside what it is compared with.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Value">The figure.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Baseline">The same unit, measured in turns in the same run; null where there is none.</param>
/// <param name="Bound">What the figure must not exceed; null when it only informs.</param>
internal sealed record Figure(string Name, double Value, string Unit, double? Baseline, double? Bound)
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.Never };

    /// <summary>Value over baseline.</summary>
    public double? Ratio => Baseline is > 0 ? Math.Round(Value / Baseline.Value, 2) : null;

    /// <summary>Whether the bound holds.</summary>
    public bool Holds => Bound is null || Value <= Bound;

    public static string Header => $"{"figure",-34} {"value",12} {"baseline",12} {"ratio",7} {"bound",12}";

    public string Row() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Name,-34} {Number(Value),12} {Number(Baseline),12} {(Ratio is { } r ? r.ToString("0.00", CultureInfo.InvariantCulture) : "-"),7} {Number(Bound),12} {(Bound is null ? "" : Holds ? "holds" : "DOES NOT HOLD")}").TrimEnd();

    public string Json() => JsonSerializer.Serialize(this, Web);

    private string Number(double? value) => value is { } v ? string.Create(CultureInfo.InvariantCulture, $"{v:0.000} {Unit}") : "-";
}
