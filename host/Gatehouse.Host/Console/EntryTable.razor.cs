using System.Globalization;
using Gatehouse.Contract;
using Gatehouse.Host.Entries;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Gatehouse.Host.Console;

/// <summary>Entries as a table; on a narrow screen each becomes a card.</summary>
public sealed partial class EntryTable
{
    /// <summary>The entries in their order.</summary>
    [Parameter]
    [EditorRequired]
    public required IReadOnlyList<Entry> Entries { get; set; }

    /// <summary>Cursors of the rows that have just come in.</summary>
    [Parameter]
    [EditorRequired]
    public required IReadOnlySet<string> Fresh { get; set; }

    /// <summary>The site's time zone, in which times are shown.</summary>
    [Parameter]
    [EditorRequired]
    public required TimeZoneInfo Site { get; set; }

    /// <summary>The site with each offset that the times in the table have: around a change of the clocks there are two.</summary>
    private string Zone => $"{Site.Id} ({string.Join(", ", Entries.Select(e => Site.GetUtcOffset(e.At)).Distinct().Order().Select(Offset))})";

    private static string Offset(TimeSpan offset) =>
        string.Create(CultureInfo.InvariantCulture, $"UTC{(offset < TimeSpan.Zero ? '-' : '+')}{offset:hh\\:mm}");

    private static string DecisionIcon(Entry entry) =>
        entry.Decision == "granted" ? Icons.Material.Outlined.CheckCircle : Icons.Material.Outlined.Block;

    private static string VerdictIcon(string? verdict) => verdict switch
    {
        PassageVerdict.Clear => Icons.Material.Outlined.Check,
        PassageVerdict.Refer => Icons.Material.Outlined.MedicalServices,
        PassageVerdict.Remeasure => Icons.Material.Outlined.Replay,
        PassageVerdict.NotMeasurable => Icons.Material.Outlined.QuestionMark,
        _ => Icons.Material.Outlined.Remove,
    };

    /// <summary>A reason that only repeats the verdict beside it is not told twice.</summary>
    private static bool ReasonTold(Entry entry) => entry.Reason is not null && entry.Reason != entry.Verdict;

    private static string Detail(Entry entry) =>
        string.Join(" · ", new[] { entry.Name is null ? null : entry.Person, entry.Group }.Where(t => !string.IsNullOrEmpty(t)));

    private string Day(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Site).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private string Clock(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Site).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>When it happened at a kiosk whose clock was not in step, as far as that is known.</summary>
    private string Corrected(Entry entry) => entry switch
    {
        { CorrectedFrom: not { } } or { CorrectedTo: not { } } => Words["ClockNotInStep"],
        { CorrectedFrom: { } from, CorrectedTo: { } to } when Clock(from) == Clock(to) && Day(from) == Day(to) => Words["Corrected", $"{Day(from)} {Clock(from)}"],
        { CorrectedFrom: { } from, CorrectedTo: { } to } => Words["Corrected", $"{Day(from)} {Clock(from)} – {(Day(from) == Day(to) ? "" : Day(to) + " ")}{Clock(to)}"],
    };

    /// <summary>The word for a value of the wire; a value of a newer kiosk is shown as it came.</summary>
    private string Word(string kind, string? value)
    {
        if (value is null)
        {
            return "";
        }

        var word = Words[$"{kind}.{value}"];
        return word.ResourceNotFound ? value : word.Value;
    }
}
