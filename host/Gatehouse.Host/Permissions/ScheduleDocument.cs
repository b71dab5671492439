using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gatehouse.Contract;

namespace Gatehouse.Host.Permissions;

/// <summary>A schedule as it is written in a file.</summary>
/// <param name="Windows">The week.</param>
/// <param name="Days">Days with hours of their own; before them the site's holidays do not count.</param>
/// <param name="WorksOnHolidays">Whether the site's holidays are like other days to it.</param>
internal sealed record ScheduleDocument(IReadOnlyList<ScheduleWindow> Windows, IReadOnlyList<SpecialDay>? Days = null, bool WorksOnHolidays = false)
{
    // What it was and becomes stands in one line of the audit log.
    private const int MostBytes = 8 * 1024;

    /// <summary>The form of documents that are kept: strict, so that a misspelt key is refused.</summary>
    public static JsonSerializerOptions Form { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
        NumberHandling = JsonNumberHandling.Strict,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new DayNames() },
    };

    /// <summary>Reads one.</summary>
    /// <param name="json">The text.</param>
    /// <returns>The document, or what is wrong with it, as part of a sentence.</returns>
    public static (ScheduleDocument? Document, string? Wrong) Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<ScheduleDocument>(json, Form) is not { } document ? (null, "it is null")
                : document.Wrong() is { } wrong ? (null, wrong)
                : (document, null);
        }
        catch (JsonException e)
        {
            return (null, $"it cannot be read at {e.Path ?? "$"}, line {(e.LineNumber ?? 0) + 1}: {e.Message.Split(" Path:")[0].TrimEnd('.')}");
        }
    }

    /// <summary>What gates decide by, with the site's holidays.</summary>
    public Schedule With(string name, IEnumerable<SpecialDay> holidays)
    {
        var own = (Days ?? []).Select(day => day.Date).ToHashSet();
        SpecialDay[] days = [.. Days ?? [], .. WorksOnHolidays ? [] : holidays.Where(holiday => !own.Contains(holiday.Date))];
        return new Schedule(name, Windows, days.Length == 0 ? null : [.. days.OrderBy(day => day.Date)]);
    }

    /// <inheritdoc/>
    public override string ToString() => JsonSerializer.Serialize(this, Form);

    private string? Wrong() =>
        Windows.Any(w => w?.Days is null) || Days?.Any(d => d?.Hours is null) == true ? "an entry in it is null"
        : Windows.Any(w => w.Days.Count == 0) ? "a window in it has no days"
        : Encoding.UTF8.GetByteCount(ToString()) > MostBytes ? "it is longer than 8 KiB: leave out days that are over"
        : Days?.Any(d => d.Name?.Length > RecordLimits.MaxName) == true ? $"the name of a day has more than {RecordLimits.MaxName} characters"
        : Days?.GroupBy(d => d.Date).FirstOrDefault(g => g.Count() > 1) is { } twice ? $"the day {twice.Key:yyyy-MM-dd} stands in it twice"
        : null;
}
