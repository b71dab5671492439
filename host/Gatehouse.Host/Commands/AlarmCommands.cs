using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Gatehouse.Host.Alarms;
using Gatehouse.Host.Audit;
using Gatehouse.Host.Entries;
using Gatehouse.Host.Identity;

namespace Gatehouse.Host.Commands;

/// <summary><c>gatehouse-host alarm list|show|acknowledge|assign</c>; they work whether the host runs or not.</summary>
internal static class AlarmCommands
{
    public static Command Create(TimeProvider time) => new("alarm", "Show alarms, say that you have seen them, and who sees to them.")
    {
        List(),
        Show(),
        Acknowledge(time),
        Assign(time),
    };

    private static Command List()
    {
        var data = DataOption.Create(makes: false);
        var database = DatabaseOption.Create();
        var all = new Option<bool>("--all") { Description = "Also those that are over and acknowledged." };
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        var command = new Command("list", "Show the alarms that are active or not acknowledged, the latest first.") { data, database, all, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var list = new AlarmList(await DatabaseOption.OpenAsync(parsed, data, database, cancellationToken));
            var alarms = await list.AllAsync(!parsed.GetValue(all), cancellationToken);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                await output.WriteLineAsync(JsonSerializer.Serialize(new { alarms }, EntryJson.Options));
                return 0;
            }

            foreach (var alarm in alarms)
            {
                await output.WriteLineAsync(Line(alarm));
            }

            await output.WriteLineAsync(alarms.Count == 0 ? "No alarm." : $"{alarms.Count.ToString(CultureInfo.InvariantCulture)} {(alarms.Count == 1 ? "alarm" : "alarms")}.");
            return 0;
        });
        return command;
    }

    private static Command Show()
    {
        var number = NumberArgument();
        var data = DataOption.Create(makes: false);
        var database = DatabaseOption.Create();
        var command = new Command("show", "Show one alarm and what happened to it.") { number, data, database };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var id = parsed.GetRequiredValue(number);
            var list = new AlarmList(await DatabaseOption.OpenAsync(parsed, data, database, cancellationToken));
            var (alarm, history) = await list.FindAsync(id, cancellationToken) ?? throw NoSuch(id);
            var output = parsed.InvocationConfiguration.Output;
            await output.WriteLineAsync(Line(alarm));
            foreach (var happened in history)
            {
                await output.WriteLineAsync($"  {Second(happened.At)}  {happened.What}{(happened.By is { } by ? $" by {by}" : "")}{(happened.Detail is { } detail ? $": {detail}" : "")}");
            }

            return 0;
        });
        return command;
    }

    private static Command Acknowledge(TimeProvider time)
    {
        var number = NumberArgument();
        var data = DataOption.Create(makes: false);
        var database = DatabaseOption.Create();
        var command = new Command("acknowledge", "Say that you have seen an alarm; what happened and is over ends with it.") { number, data, database };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var id = parsed.GetRequiredValue(number);
            var desk = new AlarmDesk(await DatabaseOption.OpenAsync(parsed, data, database, cancellationToken), time);
            var changed = await desk.AcknowledgeAsync(id, Actor.OnThisMachine, cancellationToken) ?? throw NoSuch(id);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Alarm {id} is acknowledged{(changed ? "" : ": it was so before")}."));
            return 0;
        });
        return command;
    }

    private static Command Assign(TimeProvider time)
    {
        var number = NumberArgument();
        var name = new Argument<string>("NAME") { Description = "Who is to see to it; '-' for nobody any more." };
        var data = DataOption.Create(makes: false);
        var database = DatabaseOption.Create();
        var command = new Command("assign", "Say who is to see to an alarm.") { number, name, data, database };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var id = parsed.GetRequiredValue(number);
            var to = parsed.GetRequiredValue(name).Trim();
            if (to.Length is 0 or > AlarmDesk.LongestName || to.Any(char.IsControl))
            {
                throw new HostException(string.Create(CultureInfo.InvariantCulture, $"NAME has 1 to {AlarmDesk.LongestName} characters, all of which can be seen."));
            }

            var desk = new AlarmDesk(await DatabaseOption.OpenAsync(parsed, data, database, cancellationToken), time);
            var changed = await desk.AssignAsync(id, to == "-" ? null : to, Actor.OnThisMachine, cancellationToken) ?? throw NoSuch(id);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(
                string.Create(CultureInfo.InvariantCulture, $"Alarm {id} is {(to == "-" ? "nobody's" : $"{to}'s")}{(changed ? "" : ": it was so before")}."));
            return 0;
        });
        return command;
    }

    private static Argument<long> NumberArgument() => new("ID") { Description = "The alarm's number, as 'alarm list' shows it." };

    private static HostException NoSuch(long id) => new(string.Create(CultureInfo.InvariantCulture, $"There is no alarm {id}: 'gatehouse-host alarm list --all' shows those there are."));

    private static string Line(Alarm alarm)
    {
        string[] marks =
        [
            alarm.Active ? "active" : "cleared",
            alarm.Acknowledged ? "acknowledged" : "unacknowledged",
            .. alarm.EscalatedAt is null ? [] : (string[])["escalated"],
            .. alarm.NoDataSince is { } since ? (string[])[$"no data since {Second(since)}"] : [],
            .. alarm.Assignee is { } assignee ? (string[])[$"assigned to {assignee}"] : [],
            .. alarm.Times > 1 ? (string[])[string.Create(CultureInfo.InvariantCulture, $"{alarm.Times} times")] : [],
        ];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{alarm.Id,5}  {Second(alarm.LastAt)}  {alarm.Severity,-8}  {alarm.Kiosk ?? "host"}  {alarm.Kind}{(alarm.Device is { } device ? $" ({device})" : "")}  {string.Join(", ", marks)}{(alarm.Detail is { } detail ? $"  {detail}" : "")}");
    }

    private static string Second(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
