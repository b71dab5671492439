using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text.Json;
using CsvHelper;
using Gatehouse.Host.Entries;
using Gatehouse.Host.Storage;
using SpreadCheetah;

namespace Gatehouse.Host.Exports;

/// <summary>
/// Writes entries, and below them how complete they are. CSV begins with a byte order mark, without which Excel takes Chinese
/// names for another encoding; a cell that a spreadsheet would run as a formula is escaped.
/// </summary>
internal static class EntryExport
{
    // A sheet holds 1,048,576 rows.
    private const int RowsOfASheet = 1_000_000;

    // So many bytes are written at once.
    private const int Written = 1 << 16;

    /// <summary>The form of every CSV.</summary>
    public static CsvWriterOptions Form { get; } = new() { Injection = CsvInjection.Escape, WriteByteOrderMark = true, NewLine = "\r\n" };

    /// <summary>Writes one.</summary>
    /// <param name="output">Where to.</param>
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
        await foreach (var entry in new EntryStream(context, job.Filter).ReadAsync(cancellationToken))
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
        var lines = PipeWriter.Create(output, new StreamPipeWriterOptions(leaveOpen: true));
        await using var json = new Utf8JsonWriter(lines, new JsonWriterOptions { Encoder = EntryJson.Options.Encoder, SkipValidation = true });
        long rows = 0;
        await foreach (var entry in new EntryStream(context, job.Filter).ReadAsync(cancellationToken))
        {
            await LineAsync(entry);
            rows++;
            progress?.Report(rows);
        }

        foreach (var statement in await ExportStatement.AllAsync(context, job, rows, cancellationToken))
        {
            await LineAsync(new { Statement = statement.What, statement.Kiosk, statement.Text });
        }

        await lines.CompleteAsync();
        return rows;

        async ValueTask LineAsync<T>(T told)
        {
            JsonSerializer.Serialize(json, told, EntryJson.Options);
            await json.FlushAsync(cancellationToken);
            json.Reset();
            lines.Write("\n"u8);
            if (lines.UnflushedBytes >= Written)
            {
                await lines.FlushAsync(cancellationToken);
            }
        }
    }

    private static async Task<long> XlsxAsync(Stream output, GatehouseContext context, ExportJob job, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var cells = new EntryCells(job.Site);
        await using var book = await Spreadsheet.CreateNewAsync(output, null, cancellationToken);
        var row = new DataCell[EntryCells.Columns.Count];
        long rows = 0;
        await SheetAsync("entries", EntryCells.Columns);
        await foreach (var entry in new EntryStream(context, job.Filter).ReadAsync(cancellationToken))
        {
            if (rows > 0 && rows % RowsOfASheet == 0)
            {
                await SheetAsync(string.Create(CultureInfo.InvariantCulture, $"entries {(rows / RowsOfASheet) + 1}"), EntryCells.Columns);
            }

            await RowAsync(cells.Of(entry));
            rows++;
            progress?.Report(rows);
        }

        await SheetAsync("completeness", ["what", "gate", "text"]);
        foreach (var statement in await ExportStatement.AllAsync(context, job, rows, cancellationToken))
        {
            await RowAsync([statement.What, statement.Kiosk ?? "", statement.Text]);
        }

        await book.FinishAsync(cancellationToken);
        return rows;

        async ValueTask SheetAsync(string name, IReadOnlyList<string> headings)
        {
            await book.StartWorksheetAsync(name, token: cancellationToken);
            await RowAsync(headings);
        }

        ValueTask RowAsync(IReadOnlyList<string> texts)
        {
            for (var i = 0; i < texts.Count; i++)
            {
                // It is text and nothing else, but whoever saves it as CSV would make a formula of it.
                row[i] = new DataCell(texts[i] is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" + texts[i] : texts[i]);
            }

            return book.AddRowAsync(row.AsMemory(0, texts.Count), cancellationToken);
        }
    }
}
