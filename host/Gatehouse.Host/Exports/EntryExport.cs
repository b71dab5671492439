using System.Text;
using System.Text.Json;
using CsvHelper;
using Gatehouse.Host.Entries;
using Gatehouse.Host.Storage;
using MiniExcelLibs;
using MiniExcelLibs.OpenXml;

namespace Gatehouse.Host.Exports;

/// <summary>
/// Writes entries, and below them how complete they are. CSV begins with a byte order mark, without which Excel takes Chinese
/// names for another encoding; a cell that a spreadsheet would run as a formula is escaped.
/// </summary>
internal static class EntryExport
{
    // A sheet holds 1,048,576 rows.
    private const int RowsOfASheet = 1_000_000;

    /// <summary>The form of every CSV.</summary>
    public static CsvWriterOptions Form { get; } = new() { Injection = CsvInjection.Escape, WriteByteOrderMark = true, NewLine = "\r\n" };

    /// <summary>Writes one.</summary>
    /// <param name="output">Where to; a spreadsheet needs one that can seek.</param>
    /// <param name="context">The data, as they are at one moment.</param>
    /// <param name="format">One of <see cref="ExportFormat"/>.</param>
    /// <param name="job">What to export.</param>
    /// <param name="progress">Is told how many rows there are so far.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many rows there are.</returns>
    public static Task<long> WriteAsync(Stream output, GatehouseContext context, string format, ExportJob job, IProgress<long>? progress, CancellationToken cancellationToken) => format switch
    {
        ExportFormat.Csv => CsvAsync(output, context, job, progress, cancellationToken),
        ExportFormat.JsonLines => JsonAsync(output, context, job, progress, cancellationToken),
        ExportFormat.Xlsx => XlsxAsync(output, context, job, progress, cancellationToken),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "not a form of exports"),
    };

    private static async Task<long> CsvAsync(Stream output, GatehouseContext context, ExportJob job, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var cells = new EntryCells(job.Site);
        await using var csv = CsvWriter.Create(output, Form, leaveOpen: true);
        await csv.WriteRecordAsync([.. EntryCells.Columns], cancellationToken);
        long rows = 0;
        await foreach (var entry in EntryList.AllAsync(context, job.Filter, cancellationToken))
        {
            await csv.WriteRecordAsync(cells.Of(entry), cancellationToken);
            rows++;
            progress?.Report(rows);
        }

        foreach (var statement in await ExportStatement.AllAsync(context, job, rows, cancellationToken))
        {
            await csv.WriteRecordAsync(EntryCells.Of(statement), cancellationToken);
        }

        return rows;
    }

    private static async Task<long> JsonAsync(Stream output, GatehouseContext context, ExportJob job, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        await using var text = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        long rows = 0;
        await foreach (var entry in EntryList.AllAsync(context, job.Filter, cancellationToken))
        {
            await text.WriteLineAsync(JsonSerializer.Serialize(entry, EntryJson.Options));
            rows++;
            progress?.Report(rows);
        }

        foreach (var statement in await ExportStatement.AllAsync(context, job, rows, cancellationToken))
        {
            await text.WriteLineAsync(JsonSerializer.Serialize(new { Statement = statement.What, statement.Kiosk, statement.Text }, EntryJson.Options));
        }

        return rows;
    }

    private static async Task<long> XlsxAsync(Stream output, GatehouseContext context, ExportJob job, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var counted = await EntryList.CountAsync(context, job.Filter, cancellationToken);
        using var rows = Rows(await EntryList.EachAsync(context, job.Filter, cancellationToken), job, progress, cancellationToken).GetEnumerator();
        var sheets = new Dictionary<string, object>(StringComparer.Ordinal);
        for (var sheet = 0; sheet <= (counted - 1) / RowsOfASheet || sheet == 0; sheet++)
        {
            sheets[sheet == 0 ? "entries" : $"entries {sheet + 1}"] = Some(rows, RowsOfASheet);
        }

        sheets["completeness"] = (await ExportStatement.AllAsync(context, job, counted, cancellationToken))
            .Select(s => new Dictionary<string, object>(StringComparer.Ordinal) { ["what"] = s.What, ["gate"] = s.Kiosk ?? "", ["text"] = s.Text });
        await output.SaveAsAsync(sheets, configuration: new OpenXmlConfiguration { TableStyles = TableStyles.None }, cancellationToken: cancellationToken);
        return counted;
    }

    /// <summary>One after the other, for a library that asks for each row when it writes it.</summary>
    private static IEnumerable<Dictionary<string, object>> Rows(IEnumerable<Entry> entries, ExportJob job, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var cells = new EntryCells(job.Site);
        long rows = 0;
        foreach (var entry in entries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var row = new Dictionary<string, object>(EntryCells.Columns.Count, StringComparer.Ordinal);
            foreach (var (column, cell) in EntryCells.Columns.Zip(cells.Of(entry)))
            {
                row[column] = cell is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" + cell : cell;
            }

            yield return row;
            rows++;
            progress?.Report(rows);
        }
    }

    private static IEnumerable<Dictionary<string, object>> Some(IEnumerator<Dictionary<string, object>> rows, int most)
    {
        for (var i = 0; i < most && rows.MoveNext(); i++)
        {
            yield return rows.Current;
        }
    }
}
