using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Gatehouse.Host.Audit;
using Gatehouse.Host.Entries;
using Gatehouse.Host.Identity;
using Gatehouse.Host.People;
using Gatehouse.Host.Storage;

namespace Gatehouse.Host.Commands;

/// <summary><c>gatehouse-host people</c>; it works whether the host runs or not.</summary>
internal static class PeopleCommands
{
    public static Command People(TimeProvider time) => new("people", "Import, list, suspend and remove people, and export what is known of one.")
    {
        ImportCommands.Import(time),
        ImportCommands.Undo(time),
        ImportCommands.Template(),
        List(time),
        Suspend(time, "suspend", "Let somebody in no more, whatever badge they have; they can always leave.", suspended: true),
        Suspend(time, "readmit", "Let somebody in again.", suspended: false),
        Remove(time),
        Purge(time),
        Export(time),
    };

    private static Command List(TimeProvider time)
    {
        var data = DataOption.Create(makes: false);
        var database = DatabaseOption.Create();
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        var command = new Command("list", "Show everybody and their badges.") { data, database, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var register = new PeopleRegister(await DatabaseOption.OpenAsync(parsed, data, database, cancellationToken), time);
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
        var number = NumberArgument();
        var data = DataOption.Create(makes: false);
        var database = DatabaseOption.Create();
        var command = new Command(name, about) { number, data, database };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var register = new PeopleRegister(await DatabaseOption.OpenAsync(parsed, data, database, cancellationToken), time);
            var (person, roster) = await register.SuspendAsync(Actor.OnThisMachine, parsed.GetRequiredValue(number), suspended, cancellationToken);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(
                $"{person.Number} {person.Name} is {(suspended ? "let in no more" : "let in again")}: {Since(roster)}.");
            return 0;
        });
        return command;
    }

    private static Command Remove(TimeProvider time)
    {
        var number = NumberArgument();
        var data = DataOption.Create(makes: false);
        var database = DatabaseOption.Create();
        var command = new Command("remove", "Take somebody's rights away for good, at once; their badges may be given to others. 'people purge' erases their name later.") { number, data, database };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var who = parsed.GetRequiredValue(number);
            var removal = new PersonRemoval(await DatabaseOption.OpenAsync(parsed, data, database, cancellationToken), time);
            var roster = await removal.RemoveAsync(Actor.OnThisMachine, who, cancellationToken);
            await parsed.InvocationConfiguration.Output.WriteLineAsync($"{who} is removed: {Since(roster)}. 'people import' brings them back.");
            return 0;
        });
        return command;
    }

    private static Command Purge(TimeProvider time)
    {
        var number = NumberArgument();
        var data = DataOption.Create(makes: false);
        var database = DatabaseOption.Create();
        var days = new Option<int>("--days") { Description = "How many days must have gone by since they were removed.", HelpName = "N", DefaultValueFactory = _ => PersonRemoval.UsualDays };
        days.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out var said) && said is < 1 or > NewPurge.MostDays)
            {
                result.AddError($"--days is a number from 1 to {NewPurge.MostDays}, not {said}.");
            }
        });
        var command = new Command("purge", "Erase the name of somebody who was removed, wherever this host has it; their records stay, and the chain still verifies.") { number, data, database, days };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var who = parsed.GetRequiredValue(number);
            var removal = new PersonRemoval(await DatabaseOption.OpenAsync(parsed, data, database, cancellationToken), time);
            var records = await removal.PurgeAsync(Actor.OnThisMachine, who, parsed.GetValue(days), cancellationToken);
            await parsed.InvocationConfiguration.Output.WriteLineAsync($"The name of {who} is erased, from {Count(records, "record", "records")} among others. Gates erase it by their policies.");
            return 0;
        });
        return command;
    }

    private static Command Export(TimeProvider time)
    {
        var number = NumberArgument();
        var data = DataOption.Create(makes: false);
        var database = DatabaseOption.Create();
        var file = new Option<string>("--out") { Description = "The ZIP to write, which must not be there.", HelpName = "FILE", Required = true };
        var command = new Command("export", "Write all that this host has of somebody into one ZIP.") { number, data, database, file };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (who, path) = (parsed.GetRequiredValue(number), parsed.GetRequiredValue(file));
            var export = new PersonExport(await DatabaseOption.OpenAsync(parsed, data, database, cancellationToken), time);
            if (File.Exists(path))
            {
                throw new HostException($"{path} is there already: give --out a file that is not.");
            }

            // Written aside: what is half there must not look whole.
            var aside = path + ".part";
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = SecretFile.OwnerOnly };
            int entries;
            try
            {
                await using (var output = new FileStream(aside, options))
                {
                    entries = await export.WriteAsync(Actor.OnThisMachine, who, output, cancellationToken);
                }

                File.Move(aside, path);
            }
            finally
            {
                File.Delete(aside);
            }

            await parsed.InvocationConfiguration.Output.WriteLineAsync($"Wrote {path}: all of {who}, with {Count(entries, "entry", "entries")}. Whoever has it knows all of that.");
            return 0;
        });
        return command;
    }

    private static Argument<string> NumberArgument() => new("NUMBER") { Description = "The person's number." };

    /// <summary>Since when gates know of a change.</summary>
    public static string Since(string? roster) => roster is null ? "it was so before" : $"roster {roster} is ready, and 'kiosk list' shows which gates decide by it";

    /// <summary>So many of something.</summary>
    public static string Count(int count, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");
}
