using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CsvHelper;
using Gatehouse.Host.Entries;
using Gatehouse.Host.Exports;
using Gatehouse.Host.Occupancy;

namespace Gatehouse.Host.Commands;

/// <summary><c>gatehouse-host muster</c>: who is in.</summary>
internal static class MusterCommand
{
    private const int Usual = 16;
    private const int Most = 72;

    private static readonly string[] Columns = ["number", "name", "group", "gate", "since", "confidence", "why"];

    public static Command Create(TimeProvider time)
    {
        var stale = new Option<int>("--stale-hours") { Description = "After how long somebody who came in is not believed to be in any more.", HelpName = "N", DefaultValueFactory = _ => Usual };
        stale.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= Most))
            {
                result.AddError($"--stale-hours is a number from 1 to {Most}, not {text}.");
            }
        });
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        var csv = new Option<bool>("--csv") { Description = "Write CSV, for a spreadsheet." };
        return RosterCommand.Create("muster", "Show who is in by the entries, and how sure it is of each.", [stale, json, csv], async (parsed, store, cancellationToken) =>
        {
            var list = await new Muster(store, time).ReadAsync(TimeSpan.FromHours(parsed.GetValue(stale)), cancellationToken);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                await output.WriteLineAsync(JsonSerializer.Serialize(list, EntryJson.Options));
            }
            else if (parsed.GetValue(csv))
            {
                await WriteCsvAsync(output, list, time.LocalTimeZone, cancellationToken);
            }
            else
            {
                await WriteAsync(output, list, time.LocalTimeZone);
            }

            return 0;
        });
    }

    private static async Task WriteAsync(TextWriter output, MusterList list, TimeZoneInfo site)
    {
        foreach (var entry in list.People)
        {
            await output.WriteLineAsync($"{entry.Person,-8}  {entry.Confidence,-9}  {Time(entry.Since, site)}  {entry.Gate}  {entry.Name}  {entry.Group}{(entry.Why is { } why ? $"  {why}" : "")}".TrimEnd());
        }

        await output.WriteLineAsync(Sum(list));
        foreach (var gate in list.Gates)
        {
            await output.WriteLineAsync(gate);
        }
    }

    private static async Task WriteCsvAsync(TextWriter output, MusterList list, TimeZoneInfo site, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await using (var csv = CsvWriter.Create(bytes, EntryExport.Form, leaveOpen: true))
        {
            await csv.WriteRecordAsync(Columns, cancellationToken);
            foreach (var entry in list.People)
            {
                string[] cells = [EntryCells.Text(entry.Person), EntryCells.Text(entry.Name), EntryCells.Text(entry.Group), entry.Gate, Time(entry.Since, site), entry.Confidence, entry.Why ?? ""];
                await csv.WriteRecordAsync(cells, cancellationToken);
            }

            await csv.WriteRecordAsync(["sum", Sum(list), string.Join(' ', list.Gates), "", Time(list.At, site), "", ""], cancellationToken);
        }

        await output.WriteAsync(Encoding.UTF8.GetString(bytes.ToArray()));
    }

    private static string Sum(MusterList list)
    {
        var sure = list.People.ToLookup(p => p.Confidence);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{list.People.Count} in: {sure[Confidence.Confirmed].Count()} confirmed, {sure[Confidence.Granted].Count()} granted, {sure[Confidence.Stale].Count()} stale. In the last three days {list.UnnamedIn} came and {list.UnnamedOut} left without being known.");
    }

    private static string Time(DateTimeOffset at, TimeZoneInfo site) => TimeZoneInfo.ConvertTime(at, site).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
