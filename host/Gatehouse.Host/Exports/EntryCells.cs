using System.Globalization;
using Gatehouse.Host.Entries;

namespace Gatehouse.Host.Exports;

/// <summary>Entries as the cells of a table.</summary>
/// <param name="site">The zone of its times.</param>
internal sealed class EntryCells(TimeZoneInfo site)
{
    /// <summary>The headings.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    [
        "time", "gate", "person", "name", "group", "direction", "decision", "reason", "verdict", "readings",
        "outcome", "closed", "simulated", "passage", "epoch", "sequence",
        "clock", "corrected from", "corrected to",
    ];

    /// <summary>One entry.</summary>
    public string[] Of(Entry entry) =>
    [
        Time(entry.At), entry.Kiosk, Text(entry.Person), Text(entry.Name), Text(entry.Group), Text(entry.Direction), entry.Decision,
        Text(entry.Reason), Text(entry.Verdict), entry.Readings.ToString(CultureInfo.InvariantCulture), Text(entry.Outcome),
        entry.ClosedAt is { } closed ? Time(closed) : "", entry.Simulated ? "yes" : "no",
        entry.Passage, entry.Epoch, entry.Sequence.ToString(CultureInfo.InvariantCulture),
        entry.ClockInStep ? "in step" : "not in step", Optional(entry.CorrectedFrom), Optional(entry.CorrectedTo),
    ];

    /// <summary>A line below the entries, with as many cells as they have.</summary>
    public static string[] Of(ExportStatement statement) =>
        [statement.What, Text(statement.Kiosk), statement.Text, .. Enumerable.Repeat("", Columns.Count - 3)];

    /// <summary>A time at the site with its offset.</summary>
    public string Time(DateTimeOffset at) =>
        TimeZoneInfo.ConvertTime(at, site).ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);

    /// <summary>Spreadsheets of East Asian locales take the wide forms of = + - @ for formulas as well; writers know the narrow ones.</summary>
    public static string Text(string? cell) => cell is ['＝' or '＋' or '－' or '＠', ..] ? "'" + cell : cell ?? "";

    private string Optional(DateTimeOffset? at) => at is { } time ? Time(time) : "";
}
