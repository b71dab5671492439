using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Gatehouse.Host.Audit;
using Gatehouse.Host.Entries;
using Gatehouse.Host.People;
using Gatehouse.Host.Storage;

namespace Gatehouse.Host.Commands;

/// <summary><c>gatehouse-host people import|list|suspend|readmit</c> and <c>badge</c>; they work whether the host runs or not.</summary>
internal static class PeopleCommands
{
    // So many differences are shown; --json has them all.
    private const int MostShown = 20;

    public static Command People(TimeProvider time) => new("people", "Import and list people, suspend and readmit them.")
    {
        Import(time),
        List(time),
        Suspend(time, "suspend", "Let somebody in no more, whatever badge they have; they can always leave.", suspended: true),
        Suspend(time, "readmit", "Let somebody in again.", suspended: false),
    };

    public static Command Badge(TimeProvider time) => new("badge", "Say that a badge is lost, suspended, returned or active again; gates follow within a second.")
    {
        Set(time, "lost", BadgeRow.Lost, "Whoever shows it is a stranger."),
        Set(time, "suspend", BadgeRow.Suspended, "It opens nothing for the time being."),
        Set(time, "return", BadgeRow.Returned, "It was given back."),
        Set(time, "activate", BadgeRow.Active, "It opens gates again."),
    };

    private static Command Import(TimeProvider time)
    {
        var file = new Argument<string>("FILE") { Description = "A sheet, XLSX or CSV in UTF-8 or GB18030; its first line names the columns number, name, group, badges, department, language, validFrom, validTo, or 工号, 姓名, 班组, 卡号, 部门, 语言, 生效日期, 失效日期." };
        var data = DataOption.Create(makes: false);
        var database = DatabaseOption.Create();
        var dry = new Option<bool>("--dry-run") { Description = "Only say what would change." };
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        var command = new Command("import", "Take over a sheet of people, whole or not at all; who is not in it stays as they are.") { file, data, database, dry, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var folder = DataFolder.OpenExisting(parsed.GetRequiredValue(data));
            var sheet = PersonSheet.Read(parsed.GetRequiredValue(file), time.LocalTimeZone);
            var register = await RegisterAsync(folder, parsed.GetValue(database), time, cancellationToken);
            var report = await register.ImportAsync(Actor.OnThisMachine, sheet, parsed.GetValue(dry), cancellationToken);
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            if (parsed.GetValue(json))
            {
                await output.WriteLineAsync(JsonSerializer.Serialize(report, EntryJson.Options));
            }
            else if (report.Errors.Count > 0)
            {
                foreach (var wrong in report.Errors)
                {
                    await error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Row {wrong.Row}, {wrong.Column}: {wrong.Why}."));
                }

                await error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{Count(report.Errors.Count, "cell is", "cells are")} wrong, so that nothing was taken over: mend the sheet and import it again."));
            }
            else
            {
                await WriteAsync(output, report, parsed.GetValue(dry));
            }

            return report.Errors.Count > 0 ? 1 : 0;
        });
        return command;
    }

    private static async Task WriteAsync(TextWriter output, ImportReport report, bool dryRun)
    {
        foreach (var difference in report.Differences.Take(MostShown))
        {
            await output.WriteLineAsync(difference);
        }

        if (report.Differences.Count > MostShown)
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"and {report.Differences.Count - MostShown} more, which --json shows"));
        }

        var counts = string.Create(CultureInfo.InvariantCulture, $"{report.Added} new, {report.Changed} changed, {report.Unchanged} as before");
        await output.WriteLineAsync(
            dryRun ? $"{counts}: nothing was taken over yet."
            : report.Roster is { } roster ? $"{counts}: roster {roster} is ready, and 'kiosk list' shows which gates decide by it."
            : $"{counts}: there was nothing to take over.");
    }

    private static Command List(TimeProvider time)
    {
        var data = DataOption.Create(makes: false);
        var database = DatabaseOption.Create();
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        var command = new Command("list", "Show everybody and their badges.") { data, database, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var register = await RegisterAsync(DataFolder.OpenExisting(parsed.GetRequiredValue(data)), parsed.GetValue(database), time, cancellationToken);
            var people = await register.ListAsync(cancellationToken);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                var shown = people.Select(p => new
                {
                    p.Person.Number, p.Person.Name, p.Person.Group, p.Person.Department, p.Person.Language, p.Person.ValidFrom, p.Person.ValidTo, p.Person.Suspended,
                    Badges = p.Badges.Select(b => new { b.Badge, b.State }),
                });
                await output.WriteLineAsync(JsonSerializer.Serialize(new { people = shown }, EntryJson.Options));
                return 0;
            }

            foreach (var (person, badges) in people)
            {
                var states = badges.Select(b => b.State == BadgeRow.Active ? b.Badge : $"{b.Badge} ({b.State})");
                await output.WriteLineAsync($"{person.Number,-8}  {person.Name}  {person.Group}{(person.Suspended ? "  suspended" : "")}  {string.Join("  ", states)}".TrimEnd());
            }

            await output.WriteLineAsync(people.Count == 0 ? "Nobody yet: 'gatehouse-host people import FILE' takes over a sheet." : $"{Count(people.Count, "person", "people")}.");
            return 0;
        });
        return command;
    }

    private static Command Suspend(TimeProvider time, string name, string about, bool suspended)
    {
        var number = new Argument<string>("NUMBER") { Description = "The person's number." };
        var data = DataOption.Create(makes: false);
        var database = DatabaseOption.Create();
        var command = new Command(name, about) { number, data, database };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var register = await RegisterAsync(DataFolder.OpenExisting(parsed.GetRequiredValue(data)), parsed.GetValue(database), time, cancellationToken);
            var (person, roster) = await register.SuspendAsync(Actor.OnThisMachine, parsed.GetRequiredValue(number), suspended, cancellationToken);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(
                $"{person.Number} {person.Name} is {(suspended ? "let in no more" : "let in again")}: {Since(roster)}.");
            return 0;
        });
        return command;
    }

    private static Command Set(TimeProvider time, string name, string state, string about)
    {
        var badge = new Argument<string>("BADGE") { Description = "The badge as a reader says it, such as H10301:7:1201." };
        var data = DataOption.Create(makes: false);
        var database = DatabaseOption.Create();
        var command = new Command(name, about) { badge, data, database };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var register = await RegisterAsync(DataFolder.OpenExisting(parsed.GetRequiredValue(data)), parsed.GetValue(database), time, cancellationToken);
            var (owner, roster) = await register.SetBadgeAsync(Actor.OnThisMachine, parsed.GetRequiredValue(badge), state, cancellationToken);
            await parsed.InvocationConfiguration.Output.WriteLineAsync($"{parsed.GetRequiredValue(badge)} of {owner.Number} {owner.Name} is {state}: {Since(roster)}.");
            return 0;
        });
        return command;
    }

    private static string Since(string? roster) => roster is null ? "it was so before" : $"roster {roster} is ready, and 'kiosk list' shows which gates decide by it";

    private static string Count(int count, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");

    private static async Task<PeopleRegister> RegisterAsync(DataFolder folder, string? connection, TimeProvider time, CancellationToken cancellationToken)
    {
        var database = new HostDatabase(folder, connection);
        await database.PrepareAsync(cancellationToken);
        return new PeopleRegister(database, time);
    }
}
