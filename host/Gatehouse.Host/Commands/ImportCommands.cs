using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Gatehouse.Host.Audit;
using Gatehouse.Host.Entries;
using Gatehouse.Host.Identity;
using Gatehouse.Host.People;

namespace Gatehouse.Host.Commands;

/// <summary><c>gatehouse-host people import|undo|template</c>.</summary>
internal static class ImportCommands
{
    // So many differences and errors are shown; --json has more.
    private const int MostShown = 20;

    public static Command Import(TimeProvider time)
    {
        var file = new Argument<string>("FILE") { Description = "A sheet, XLSX or CSV in UTF-8 or GB18030; its first line names the columns number, name, group, badges, department, language, validFrom, validTo, or 工号, 姓名, 班组, 卡号, 部门, 语言, 生效日期, 失效日期." };
        var data = DataOption.Create(makes: false);
        var database = DatabaseOption.Create();
        var dry = new Option<bool>("--dry-run") { Description = "Only say what would change." };
        var map = new Option<string[]>("--map") { Description = $"Which heading is which column, such as name=Nachname; again for each. It is remembered; '{SheetColumns.Forget}' forgets it.", HelpName = "COLUMN=HEADING" };
        var bad = new Option<string?>("--bad-rows") { Description = "Write the rows in which something is wrong to this new CSV, and take over the others.", HelpName = "FILE" };
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        var command = new Command("import", "Take over a sheet of people, whole or not at all; who is not in it stays as they are.") { file, data, database, dry, map, bad, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var said = parsed.GetValue(map) is { Length: > 0 } pairs ? SheetColumns.Map(pairs) : null;
            var import = new PeopleImport(await DatabaseOption.OpenAsync(parsed, data, database, cancellationToken), time);
            var wish = new ImportWish(parsed.GetRequiredValue(file), parsed.GetValue(dry), parsed.GetValue(bad), said);
            var report = await import.RunAsync(Actor.OnThisMachine, wish, cancellationToken);
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            if (parsed.GetValue(json))
            {
                await output.WriteLineAsync(JsonSerializer.Serialize(report, EntryJson.Options));
                return report.ErrorCount > 0 ? 1 : 0;
            }

            if (report.ErrorCount == 0 || wish.BadRows is not null)
            {
                await WriteAsync(output, report, wish.DryRun);
            }

            await ComplainAsync(error, report, wish.BadRows);
            return report.ErrorCount > 0 ? 1 : 0;
        });
        return command;
    }

    public static Command Undo(TimeProvider time)
    {
        var data = DataOption.Create(makes: false);
        var database = DatabaseOption.Create();
        var command = new Command("undo", "Take back the last import, whole, unless somebody whom it changed was changed since.") { data, database };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var report = await new ImportUndo(await DatabaseOption.OpenAsync(parsed, data, database, cancellationToken), time).RunAsync(Actor.OnThisMachine, cancellationToken);
            if (report.Refusal is { } why)
            {
                throw new HostException(report.Changed.Count == 0 ? why : $"{why} Nothing was taken back: {string.Join(", ", report.Changed)}.");
            }

            await parsed.InvocationConfiguration.Output.WriteLineAsync($"{PeopleCommands.Count(report.People, "person is", "people are")} as before the last import: {PeopleCommands.Since(report.Roster)}.");
            return 0;
        });
        return command;
    }

    public static Command Template()
    {
        var file = new Argument<string>("FILE") { Description = "The sheet to make, .xlsx or .csv, which must not be there." };
        var language = new Option<string>("--language") { Description = "In which language its headings are, en or zh.", HelpName = "CODE", DefaultValueFactory = _ => SheetTemplate.English };
        language.AcceptOnlyFromAmong(SheetTemplate.English, SheetTemplate.Chinese);
        var command = new Command("template", "Make an empty sheet with the columns that an import knows.") { file, language };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var path = parsed.GetRequiredValue(file);
            if (File.Exists(path))
            {
                throw new HostException($"{path} is there already: give a file that is not.");
            }

            var format = Path.GetExtension(path).ToUpperInvariant() switch
            {
                ".CSV" => SheetTemplate.Csv,
                ".XLSX" => SheetTemplate.Xlsx,
                _ => throw new HostException($"{path} is neither a .xlsx nor a .csv."),
            };
            await using (var output = File.Create(path))
            {
                await SheetTemplate.WriteAsync(output, format, parsed.GetRequiredValue(language), cancellationToken);
            }

            var headings = SheetTemplate.Headings(parsed.GetRequiredValue(language));
            await parsed.InvocationConfiguration.Output.WriteLineAsync($"Wrote {path}: a line for each person, and {headings[0]}, {headings[1]} and {headings[2]} are needed.");
            return 0;
        });
        return command;
    }

    private static async Task ComplainAsync(TextWriter error, ImportReport report, string? badRows)
    {
        var shown = badRows is null ? report.Errors : report.Errors.Take(MostShown);
        foreach (var wrong in shown)
        {
            await error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Row {wrong.Row}, {wrong.Column}: {wrong.Why}."));
        }

        if (report.ErrorCount > 0)
        {
            var cells = PeopleCommands.Count(report.ErrorCount, "cell is", "cells are");
            await error.WriteLineAsync(badRows is null
                ? $"{cells} wrong, so that nothing was taken over: mend the sheet and import it again."
                : $"{cells} wrong: {PeopleCommands.Count(report.BadRows, "row was", "rows were")} left out, into {badRows}, with what is wrong. Mend it and import it.");
        }
    }

    private static async Task WriteAsync(TextWriter output, ImportReport report, bool dryRun)
    {
        foreach (var difference in report.Differences.Take(MostShown))
        {
            await output.WriteLineAsync(difference);
        }

        if (report.DifferenceCount > MostShown)
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"and {report.DifferenceCount - MostShown} more, which --json shows"));
        }

        var counts = string.Create(CultureInfo.InvariantCulture, $"{report.Added} new, {report.Changed} changed, {report.Unchanged} as before");
        await output.WriteLineAsync(
            dryRun ? $"{counts}: nothing was taken over yet."
            : report.Roster is { } roster ? $"{counts}: roster {roster} is ready, and 'kiosk list' shows which gates decide by it."
            : $"{counts}: there was nothing to take over.");
    }
}
