using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Host.Audit;
using Gatehouse.Host.Entries;
using Gatehouse.Host.Identity;
using Gatehouse.Host.People;

namespace Gatehouse.Host.Commands;

/// <summary><c>gatehouse-host visitor add|list|end</c>; they work whether the host runs or not.</summary>
internal static class VisitorCommands
{
    private const string UsualGroup = "visitor";
    private const string Expired = "--expired";

    public static Command Create(TimeProvider time) => new("visitor", "Let visitors in for a day, list them and see them off.")
    {
        Add(time),
        List(time),
        End(time),
    };

    private static Command Add(TimeProvider time)
    {
        var name = new Argument<string>("NAME") { Description = "The visitor's name." };
        var data = DataOption.Create(makes: false);
        var database = DatabaseOption.Create();
        var host = new Option<string>("--host") { Description = "The number of the person whom they visit.", HelpName = "NUMBER", Required = true };
        var until = new Option<string?>("--until") { Description = "The last day, such as 2026-12-31, or a time, such as '2026-12-31 17:00', of the site; without it today.", HelpName = "TIME" };
        var badge = new Option<string?>("--badge") { Description = "The day badge that they are given, as a reader says it; 'badge enrol' gives one at a gate.", HelpName = "BADGE" };
        var group = new Option<string>("--group") { Description = "The group whose permissions they have.", HelpName = "GROUP", DefaultValueFactory = _ => UsualGroup };
        var escorted = new Option<bool>("--escorted") { Description = "They may not be alone on the site." };
        var command = new Command("add", "Let a visitor in from now on.") { name, data, database, host, until, badge, group, escorted };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var visit = new Visit(
                Words("NAME", parsed.GetRequiredValue(name)),
                parsed.GetRequiredValue(host),
                Words("--group", parsed.GetRequiredValue(group)),
                Until(parsed.GetValue(until), time),
                parsed.GetValue(badge),
                parsed.GetValue(escorted));
            var register = new VisitorRegister(await DatabaseOption.OpenAsync(parsed, data, database, cancellationToken), time);
            var (number, roster) = await register.AddAsync(Actor.OnThisMachine, visit, cancellationToken);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(
                $"{number} {visit.Name} may enter until {Minute(visit.Until, time)}{(visit.Badge is { } day ? $" with {day}" : "; 'badge enrol' or 'badge assign' gives them a badge")}: {PeopleCommands.Since(roster)}.");
            return 0;
        });
        return command;
    }

    private static Command List(TimeProvider time)
    {
        var data = DataOption.Create(makes: false);
        var database = DatabaseOption.Create();
        var all = new Option<bool>("--all") { Description = "Also those who have left." };
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        var command = new Command("list", "Show the visitors who may enter, and those who have not returned their badge.") { data, database, all, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var visitors = await new VisitorRegister(await DatabaseOption.OpenAsync(parsed, data, database, cancellationToken), time).ListAsync(parsed.GetValue(all), cancellationToken);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                await output.WriteLineAsync(JsonSerializer.Serialize(new { visitors }, EntryJson.Options));
                return 0;
            }

            foreach (var visitor in visitors)
            {
                await output.WriteLineAsync(
                    $"{visitor.Number,-8}  {visitor.State,-5}  until {(visitor.Until is { } until ? Minute(until, time) : "ever")}  {visitor.Name}  visits {visitor.Host}{(visitor.Escorted ? ", escorted" : "")}  {string.Join("  ", visitor.Badges)}".TrimEnd());
            }

            await output.WriteLineAsync(visitors.Count == 0 ? "No visitor." : $"{PeopleCommands.Count(visitors.Count, "visitor", "visitors")}.");
            return 0;
        });
        return command;
    }

    private static Command End(TimeProvider time)
    {
        var number = new Argument<string?>("NUMBER") { Description = "The visitor's number.", Arity = ArgumentArity.ZeroOrOne };
        var data = DataOption.Create(makes: false);
        var database = DatabaseOption.Create();
        var expired = new Option<bool>(Expired) { Description = "Instead of one, all whose time is over." };
        var command = new Command("end", "See a visitor off: they may not enter any more, and their badge is returned and may be given to the next.") { number, data, database, expired };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var who = parsed.GetValue(number);
            if (who is null != parsed.GetValue(expired))
            {
                throw new HostException($"Say either the number of a visitor or {Expired}.");
            }

            var register = new VisitorRegister(await DatabaseOption.OpenAsync(parsed, data, database, cancellationToken), time);
            var (numbers, roster) = await register.EndAsync(Actor.OnThisMachine, who, cancellationToken);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(numbers.Count == 0
                ? who is null ? "Nobody's time is over who has a badge." : $"The visit of {who} has ended: it was so before."
                : $"The visit of {string.Join(", ", numbers)} has ended: {PeopleCommands.Since(roster)}.");
            return 0;
        });
        return command;
    }

    private static DateTimeOffset Until(string? text, TimeProvider time)
    {
        var zone = time.LocalTimeZone;
        var today = TimeZoneInfo.ConvertTime(time.GetUtcNow(), zone).Date;
        var local = text is null ? today.AddDays(1)
            : DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day.AddDays(1)
            : DateTime.TryParseExact(text, ["yyyy-MM-dd HH:mm", "yyyy-MM-dd'T'HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var minute) ? minute
            : throw new HostException($"'{text}' is no time for --until: write it as 2026-12-31, which is the last day, or '2026-12-31 17:00'.");
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }

    private static string Words(string what, string text) =>
        text.Trim() is { Length: > 0 and <= RecordLimits.MaxName } words && !words.Any(char.IsControl)
            ? words
            : throw new HostException(string.Create(CultureInfo.InvariantCulture, $"{what} has 1 to {RecordLimits.MaxName} characters, all of which can be seen."));

    private static string Minute(DateTimeOffset at, TimeProvider time) => TimeZoneInfo.ConvertTime(at, time.LocalTimeZone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
