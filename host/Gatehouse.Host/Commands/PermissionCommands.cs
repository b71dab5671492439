using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Host.Audit;
using Gatehouse.Host.Identity;
using Gatehouse.Host.Permissions;
using Gatehouse.Host.Rosters;
using Gatehouse.Host.Storage;

namespace Gatehouse.Host.Commands;

/// <summary><c>gatehouse-host access</c>, <c>schedule</c> and <c>holiday</c>; they work whether the host runs or not.</summary>
internal static class PermissionCommands
{
    private const string Day = "yyyy-MM-dd";

    public static Command Access(TimeProvider time) => new("access", "Say which groups enter by which gates, and when. The most particular rule counts; where none fits everybody may enter.")
    {
        ListAccess(time),
        SetAccess(time, "allow", "Let a group enter.", allowed: true),
        SetAccess(time, "deny", "Let a group not enter; everybody can leave.", allowed: false),
        ForgetAccess(time),
    };

    public static Command Schedule(TimeProvider time) => new("schedule", "Say when groups may enter.") { ListSchedules(time), SetSchedule(time), RemoveSchedule(time) };

    public static Command Holiday(TimeProvider time) => new("holiday", "Say which days are not like others: schedules are closed on them, or open at their hours.")
    {
        ListHolidays(time),
        AddHoliday(time),
        RemoveHoliday(time),
    };

    private static Command ListAccess(TimeProvider time)
    {
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        return With("list", "Show the rules, the most general first.", time, [json], async (parsed, store, revisions, cancellationToken) =>
        {
            var rules = await new AccessRegister(store, revisions).ListAsync(cancellationToken);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                await output.WriteLineAsync(JsonSerializer.Serialize(
                    new { rules = rules.Select(r => new { group = Known(r.Group), gate = Known(r.Gate), r.Allowed, r.Schedule }) }, ScheduleDocument.Form));
                return 0;
            }

            foreach (var rule in rules)
            {
                await output.WriteLineAsync($"{AccessRegister.Name(rule)}: {AccessRegister.Words(rule)}");
            }

            await output.WriteLineAsync(rules.Any(r => r is { Group: AccessRuleRow.Any, Gate: AccessRuleRow.Any })
                ? "The most particular rule counts."
                : "The most particular rule counts; where none fits everybody may enter at any time.");
            return 0;
        });
    }

    private static Command SetAccess(TimeProvider time, string name, string about, bool allowed)
    {
        var (group, gate) = (GroupOption(), GateOption());
        var schedule = new Option<string?>("--schedule") { Description = "When; at any time without it.", HelpName = "NAME" };
        return With(name, about, time, allowed ? [group, gate, schedule] : [group, gate], async (parsed, store, revisions, cancellationToken) =>
        {
            var (which, where) = (parsed.GetValue(group), parsed.GetValue(gate));
            var change = await new AccessRegister(store, revisions).SetAsync(Actor.OnThisMachine, which, where, allowed, allowed ? parsed.GetValue(schedule) : null, cancellationToken);
            return await RosterChangeText.WriteAsync(parsed.InvocationConfiguration.Output, change, About(which, where));
        });
    }

    private static Command ForgetAccess(TimeProvider time)
    {
        var (group, gate) = (GroupOption(), GateOption());
        return With("forget", "Take a rule away, so that the next more general one counts.", time, [group, gate], async (parsed, store, revisions, cancellationToken) =>
        {
            var (which, where) = (parsed.GetValue(group), parsed.GetValue(gate));
            return await RosterChangeText.WriteAsync(
                parsed.InvocationConfiguration.Output, await new AccessRegister(store, revisions).ForgetAsync(Actor.OnThisMachine, which, where, cancellationToken), About(which, where));
        });
    }

    private static Command ListSchedules(TimeProvider time)
    {
        var json = new Option<bool>("--json") { Description = "Write JSON, each schedule as 'schedule set' takes it from a file." };
        return With("list", "Show the schedules.", time, [json], async (parsed, store, revisions, cancellationToken) =>
        {
            var schedules = await new ScheduleRegister(store, revisions).ListAsync(cancellationToken);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                await output.WriteLineAsync(JsonSerializer.Serialize(new { schedules = schedules.Select(s => new { s.Name, schedule = s.Document }) }, ScheduleDocument.Form));
                return 0;
            }

            foreach (var (name, document) in schedules)
            {
                await output.WriteLineAsync($"{name}: {string.Join("; ", document.Windows.Select(ScheduleWords.Of))}{(document.WorksOnHolidays ? "; works on holidays" : "")}");
                foreach (var day in document.Days ?? [])
                {
                    await output.WriteLineAsync($"  {HolidayRegister.Words(day)}");
                }
            }

            await output.WriteLineAsync(schedules.Count == 0 ? "No schedule yet: 'gatehouse-host schedule set NAME --open \"Mon-Fri 07:00-19:00\"' makes one." : $"{schedules.Count} in all.");
            return 0;
        });
    }

    private static Command SetSchedule(TimeProvider time)
    {
        var name = new Argument<string>("NAME") { Description = "The schedule's name." };
        var file = new Option<string?>("--file") { Description = "Its week and its days as JSON.", HelpName = "FILE" };
        var open = new Option<string[]>("--open") { Description = "An open time, such as \"Mon-Fri 07:00-19:00\", \"Sun-Thu 22:00-06:00\" or \"daily 00:00-24:00\"; several times for several.", HelpName = "TIMES" };
        var works = new Option<bool>("--works-on-holidays") { Description = "The site's holidays are like other days to it." };
        return With("set", "Make a schedule, or put another in its place.", time, [name, file, open, works], async (parsed, store, revisions, cancellationToken) =>
        {
            var which = parsed.GetRequiredValue(name);
            var document = parsed.GetValue(file) is { } path
                ? parsed.GetValue(open) is { Length: > 0 } || parsed.GetValue(works) ? throw new HostException("Give --file, or --open and --works-on-holidays.") : await ReadAsync(path, cancellationToken)
                : new ScheduleDocument([.. (parsed.GetValue(open) ?? []).Select(Window)], WorksOnHolidays: parsed.GetValue(works));
            if (document.Windows.Count == 0 && document.Days is null)
            {
                throw new HostException("Say when it is open, with --open or --file: a schedule without times lets nobody in.");
            }

            return await RosterChangeText.WriteAsync(parsed.InvocationConfiguration.Output, await new ScheduleRegister(store, revisions).SetAsync(Actor.OnThisMachine, which, document, cancellationToken), which);
        });
    }

    private static Command RemoveSchedule(TimeProvider time)
    {
        var name = new Argument<string>("NAME") { Description = "The schedule's name." };
        return With("remove", "Take a schedule away that no rule names.", time, [name], async (parsed, store, revisions, cancellationToken) =>
        {
            var which = parsed.GetRequiredValue(name);
            return await RosterChangeText.WriteAsync(parsed.InvocationConfiguration.Output, await new ScheduleRegister(store, revisions).RemoveAsync(Actor.OnThisMachine, which, cancellationToken), which);
        });
    }

    private static Command ListHolidays(TimeProvider time) =>
        With("list", "Show the holidays.", time, [], async (parsed, store, revisions, cancellationToken) =>
        {
            var days = await new HolidayRegister(store, revisions).ListAsync(cancellationToken);
            foreach (var day in days)
            {
                await parsed.InvocationConfiguration.Output.WriteLineAsync(HolidayRegister.Words(day));
            }

            await parsed.InvocationConfiguration.Output.WriteLineAsync($"{days.Count} in all.");
            return 0;
        });

    private static Command AddHoliday(TimeProvider time)
    {
        var date = DateArgument();
        var name = new Option<string?>("--name") { Description = "What people call it.", HelpName = "TEXT" };
        var hours = new Option<string[]>("--open") { Description = "When schedules are open all the same, such as 08:00-12:00; several times for several.", HelpName = "TIMES" };
        return With("add", "Make a day a holiday, or give it other hours.", time, [date, name, hours], async (parsed, store, revisions, cancellationToken) =>
        {
            var open = (parsed.GetValue(hours) ?? []).Select(text => ScheduleWords.Hours(text) ?? throw new HostException($"'{text}' is no time for --open: write it as 08:00-12:00.")).ToList();
            var day = new SpecialDay(Date(parsed.GetRequiredValue(date)), open, parsed.GetValue(name));
            return await RosterChangeText.WriteAsync(parsed.InvocationConfiguration.Output, await new HolidayRegister(store, revisions).SetAsync(Actor.OnThisMachine, day, cancellationToken), "holiday");
        });
    }

    private static Command RemoveHoliday(TimeProvider time)
    {
        var date = DateArgument();
        return With("remove", "Make a holiday a day like others.", time, [date], async (parsed, store, revisions, cancellationToken) => await RosterChangeText.WriteAsync(
            parsed.InvocationConfiguration.Output, await new HolidayRegister(store, revisions).RemoveAsync(Actor.OnThisMachine, Date(parsed.GetRequiredValue(date)), cancellationToken), "holiday"));
    }

    private static Command With(
        string name, string about, TimeProvider time, IEnumerable<Symbol> own, Func<ParseResult, HostDatabase, RosterRevisions, CancellationToken, Task<int>> act) =>
        RosterCommand.Create(name, about, own, (parsed, store, cancellationToken) => act(parsed, store, new RosterRevisions(store, time), cancellationToken));

    private static Option<string?> GroupOption() => new("--group") { Description = "The group; every group without it.", HelpName = "GROUP" };

    private static Option<string?> GateOption() => new("--gate") { Description = "The kiosk; every gate without it.", HelpName = "NAME" };

    private static Argument<string> DateArgument() => new("DATE") { Description = "The day, as 2026-10-01." };

    private static string About(string? group, string? gate) => AccessRegister.Name(new AccessRuleRow { Group = group ?? AccessRuleRow.Any, Gate = gate ?? AccessRuleRow.Any });

    private static string? Known(string name) => name == AccessRuleRow.Any ? null : name;

    private static ScheduleWindow Window(string text) =>
        ScheduleWords.Window(text) ?? throw new HostException($"'{text}' is no open time for --open: write it as \"Mon-Fri 07:00-19:00\", \"Sat,Sun 22:00-06:00\" or \"daily 00:00-24:00\".");

    private static DateOnly Date(string text) =>
        DateOnly.TryParseExact(text, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : throw new HostException($"'{text}' is no day: write it as 2026-10-01.");

    private static async Task<ScheduleDocument> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            throw new HostException($"There is no file {path}.");
        }

        var (document, wrong) = ScheduleDocument.Read(await File.ReadAllTextAsync(path, cancellationToken));
        return document ?? throw new HostException($"{Path.GetFileName(path)} is no schedule: {wrong}.");
    }
}
