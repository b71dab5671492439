using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gatehouse.Demo.Results;

/// <summary>Says what a run came to.</summary>
internal static class ResultText
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static string Json(DemoResult result) => JsonSerializer.Serialize(result, Web);

    public static IEnumerable<string> Lines(DemoResult result)
    {
        yield return Line("passages", $"{result.Passages}");
        yield return Line("admitted", $"{result.Admitted}");
        yield return Line("remeasured", $"{result.Remeasured}");
        yield return Line("referred", $"{result.Referred}");
        yield return Line("not measurable", $"{result.NotMeasurable}");
        yield return Line("denied", $"{result.Denied}");
        yield return Line("records", $"{result.JournalRecords} in the journals, {result.HostRecords} at the host, {result.Gaps} gaps");
        yield return Line("chain", result.Chain);
        if (result.P50Milliseconds is { } p50 && result.P99Milliseconds is { } p99)
        {
            yield return Line("kiosk work", string.Create(CultureInfo.InvariantCulture, $"{p50:0.00} ms at the median, {p99:0.00} ms at p99, of each entrance"));
            yield return Line("waiting", string.Create(CultureInfo.InvariantCulture, $"{result.WaitMilliseconds:0} ms at the median, for the person and the thermometer"));
        }

        if (result.Subjects is { } subjects)
        {
            yield return Line("subjects", $"{subjects}");
            yield return Line("oral 38.0 or more", $"{result.Febrile38Referred} of {result.Febrile38} referred");
            yield return Line("oral below 37.5", $"{result.AfebrileReferred} of {result.Afebrile} referred");
        }
    }

    private static string Line(string name, string value) => $"{name,-18} {value}";
}
