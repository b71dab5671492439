using System.Globalization;
using CsvHelper;
using Gatehouse.Host.Storage;

namespace Gatehouse.Host.Entries;

/// <summary>
/// Writes entries as CSV (RFC 4180, CRLF). It begins with a byte order mark, without which Excel takes Chinese names
/// for another encoding; a cell that a spreadsheet would run as a formula is escaped.
/// </summary>
internal static class EntryExport
{
    private static readonly string[] Columns =
    [
        "time", "gate", "person", "name", "group", "direction", "decision", "reason", "verdict", "readings",
        "outcome", "closed", "simulated", "passage", "epoch", "sequence",
        "clock", "corrected from", "corrected to",
    ];

    private const string Reread = "every stored record was read again, its hash and chain checked and the entries compared with it";
    private const string Received = "hash and chain were checked as each record was received; with verify=true in the address every stored record is read again";

    private static readonly CsvWriterOptions Form = new() { Injection = CsvInjection.Escape, WriteByteOrderMark = true, NewLine = "\r\n" };

    public static async Task WriteAsync(
        Stream output, GatehouseContext context, EntryFilter filter, bool reread, DateTimeOffset now, TimeZoneInfo site, CancellationToken cancellationToken)
    {
        await using var csv = CsvWriter.Create(output, Form, leaveOpen: true);
        await csv.WriteRecordAsync(Columns, cancellationToken);
        long rows = 0;
        await foreach (var entry in EntryList.AllAsync(context, filter, cancellationToken))
        {
            rows++;
            await csv.WriteRecordAsync(Cells(entry, site), cancellationToken);
        }

        await csv.WriteRecordAsync(Statement("filter", Text(filter.Gate), filter.Told(site)), cancellationToken);
        foreach (var statement in Completeness.Of(await Holdings.KiosksAsync(context, filter.Gate, reread, cancellationToken)))
        {
            await csv.WriteRecordAsync(Statement("completeness", statement.Kiosk, statement.Text), cancellationToken);
        }

        if (reread && await EntryCheck.DifferencesAsync(context, filter.Gate, cancellationToken) is > 0 and var differing)
        {
            await csv.WriteRecordAsync(Statement("difference", Text(filter.Gate), string.Create(CultureInfo.InvariantCulture, $"{differing} entries are NOT as the records say, or are missing: the list was changed")), cancellationToken);
        }

        await csv.WriteRecordAsync(Statement("basis", "", reread ? Reread : Received), cancellationToken);
        await csv.WriteRecordAsync(Statement("end", "", string.Create(CultureInfo.InvariantCulture, $"{rows} entries, written {Time(now, site)}")), cancellationToken);
    }

    private static string[] Cells(Entry entry, TimeZoneInfo site) =>
    [
        Time(entry.At, site), entry.Kiosk, Text(entry.Person), Text(entry.Name), Text(entry.Group), Text(entry.Direction), entry.Decision,
        Text(entry.Reason), Text(entry.Verdict), entry.Readings.ToString(CultureInfo.InvariantCulture), Text(entry.Outcome),
        entry.ClosedAt is { } closed ? Time(closed, site) : "", entry.Simulated ? "yes" : "no",
        entry.Passage, entry.Epoch, entry.Sequence.ToString(CultureInfo.InvariantCulture),
        entry.ClockInStep ? "in step" : "not in step", Optional(entry.CorrectedFrom, site), Optional(entry.CorrectedTo, site),
    ];

    /// <summary>A line below the entries, with as many cells as they have.</summary>
    private static string[] Statement(string what, string kiosk, string text) =>
        [what, kiosk, text, .. Enumerable.Repeat("", Columns.Length - 3)];

    /// <summary>Spreadsheets of East Asian locales take the wide forms of = + - @ for formulas as well; the library knows the narrow ones.</summary>
    private static string Text(string? cell) => cell is ['＝' or '＋' or '－' or '＠', ..] ? "'" + cell : cell ?? "";

    private static string Optional(DateTimeOffset? at, TimeZoneInfo site) => at is { } time ? Time(time, site) : "";

    private static string Time(DateTimeOffset at, TimeZoneInfo site) =>
        TimeZoneInfo.ConvertTime(at, site).ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);
}
