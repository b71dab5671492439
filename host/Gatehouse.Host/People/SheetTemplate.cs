using CsvHelper;
using MiniExcelLibs;

namespace Gatehouse.Host.People;

/// <summary>An empty sheet with the columns that an import knows.</summary>
internal static class SheetTemplate
{
    public const string Csv = "csv";

    public const string Xlsx = "xlsx";

    public const string English = "en";

    public const string Chinese = "zh";

    /// <summary>Its headings in a language.</summary>
    public static IReadOnlyList<string> Headings(string language) => language == Chinese ? SheetColumns.Chinese : SheetColumns.All;

    /// <summary>Writes one.</summary>
    /// <param name="output">Where to; it can seek.</param>
    /// <param name="format"><see cref="Csv"/> or <see cref="Xlsx"/>.</param>
    /// <param name="language"><see cref="English"/> or <see cref="Chinese"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task WriteAsync(Stream output, string format, string language, CancellationToken cancellationToken)
    {
        var headings = Headings(language);
        if (format == Xlsx)
        {
            await output.SaveAsAsync(new[] { headings.ToDictionary(h => h, _ => (object?)null) }, cancellationToken: cancellationToken);
            return;
        }

        await using var csv = CsvWriter.Create(output, new CsvWriterOptions { WriteByteOrderMark = true, NewLine = "\r\n" }, leaveOpen: true);
        await csv.WriteRecordAsync([.. headings], cancellationToken);
    }
}
