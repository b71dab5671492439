namespace Gatehouse.Host.Exports;

/// <summary>The forms in which entries are exported.</summary>
internal static class ExportFormat
{
    /// <summary>CSV (RFC 4180) with a byte order mark.</summary>
    public const string Csv = "csv";

    /// <summary>A spreadsheet, with as many sheets as its rows need.</summary>
    public const string Xlsx = "xlsx";

    /// <summary>One JSON object a line.</summary>
    public const string JsonLines = "jsonl";

    /// <summary>What a browser is told that a file of this form is.</summary>
    public static string TypeOf(string format) => format switch
    {
        Csv => "text/csv; charset=utf-8",
        Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => "application/x-ndjson",
    };
}
