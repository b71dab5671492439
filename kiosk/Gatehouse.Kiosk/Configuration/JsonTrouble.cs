using System.Text.Json;
using System.Text.RegularExpressions;

namespace Gatehouse.Kiosk.Configuration;

/// <summary>Says to a person what is wrong with a document; the reader's own words name types of the program.</summary>
public static partial class JsonTrouble
{
    /// <summary>One sentence that names the place.</summary>
    public static string Of(JsonException e)
    {
        var place = e.Path is null or "$" ? "" : $" at {e.Path}";
        return Unknown().Match(e.Message) is { Success: true } unknown ? $"There is no key {(place.Length > 0 ? e.Path : unknown.Groups[1].Value)}."
            : Missing().Match(e.Message) is { Success: true } missing ? $"Missing{place}: {missing.Groups[1].Value}."
            : OtherKind().IsMatch(e.Message) ? $"The value{place} is not of the kind that belongs there."
            : e.InnerException is null && e.Path is not (null or "$") ? $"{Added().Replace(e.Message, "")} It stands{place}."
            : $"It is not JSON in line {e.LineNumber + 1}: {Added().Replace(e.Message, "")}";
    }

    [GeneratedRegex("^The JSON property '([^']*)' could not be mapped")]
    private static partial Regex Unknown();

    [GeneratedRegex("missing required properties including: ([^.]*)\\.")]
    private static partial Regex Missing();

    [GeneratedRegex("could not be converted to ")]
    private static partial Regex OtherKind();

    [GeneratedRegex(" (Path: |LineNumber: ).*$", RegexOptions.Singleline)]
    private static partial Regex Added();
}
