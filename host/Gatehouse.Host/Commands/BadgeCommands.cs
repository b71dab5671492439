using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Host.Audit;
using Gatehouse.Host.Entries;
using Gatehouse.Host.Identity;
using Gatehouse.Host.People;
using Gatehouse.Host.Storage;

namespace Gatehouse.Host.Commands;

/// <summary><c>gatehouse-host badge</c>; it works whether the host runs or not.</summary>
internal static class BadgeCommands
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    // What is said at the last moment must come to the gate, and its record back.
    private static readonly TimeSpan Longer = TimeSpan.FromSeconds(15);

    public static Command Create(TimeProvider time) => new("badge", "Say that a badge is lost, suspended, returned or active again, and give badges to people; gates follow within a second.")
    {
        Set(time, "lost", BadgeRow.Lost, "Whoever shows it is a stranger."),
        Set(time, "suspend", BadgeRow.Suspended, "It opens nothing for the time being."),
        Set(time, "return", BadgeRow.Returned, "It was given back."),
        Set(time, "activate", BadgeRow.Active, "It opens gates again."),
        Unknown(time),
        Assign(time),
        Enrol(time),
    };

    private static Command Set(TimeProvider time, string name, string state, string about)
    {
        var badge = BadgeArgument();
        var data = DataOption.Create(makes: false);
        var database = DatabaseOption.Create();
        var command = new Command(name, about) { badge, data, database };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var register = new PeopleRegister(await DatabaseOption.OpenAsync(parsed, data, database, cancellationToken), time);
            var (owner, roster) = await register.SetBadgeAsync(Actor.OnThisMachine, parsed.GetRequiredValue(badge), state, cancellationToken);
            await parsed.InvocationConfiguration.Output.WriteLineAsync($"{parsed.GetRequiredValue(badge)} of {owner.Number} {owner.Name} is {state}: {PeopleCommands.Since(roster)}.");
            return 0;
        });
        return command;
    }

    private static Command Unknown(TimeProvider time)
    {
        var data = DataOption.Create(makes: false);
        var database = DatabaseOption.Create();
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        var command = new Command("unknown", "Show the badges that gates refused because they are nobody's, the latest first.") { data, database, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var badges = await new BadgeRegister(await DatabaseOption.OpenAsync(parsed, data, database, cancellationToken), time).UnknownAsync(cancellationToken);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                await output.WriteLineAsync(JsonSerializer.Serialize(new { badges }, EntryJson.Options));
                return 0;
            }

            foreach (var badge in badges)
            {
                await output.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture, $"{badge.Badge}  {badge.Gate}  {badge.LastAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}  {PeopleCommands.Count(badge.Times, "time", "times")}  {badge.Technology}").TrimEnd());
            }

            await output.WriteLineAsync(badges.Count == 0 ? "No unknown badge." : $"{PeopleCommands.Count(badges.Count, "unknown badge", "unknown badges")}: 'badge assign BADGE NUMBER' gives one to somebody.");
            return 0;
        });
        return command;
    }

    private static Command Assign(TimeProvider time)
    {
        var badge = BadgeArgument();
        var number = new Argument<string>("NUMBER") { Description = "The person's number." };
        var data = DataOption.Create(makes: false);
        var database = DatabaseOption.Create();
        var command = new Command("assign", "Give somebody a badge.") { badge, number, data, database };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var register = new BadgeRegister(await DatabaseOption.OpenAsync(parsed, data, database, cancellationToken), time);
            var gift = await register.AssignAsync(Actor.OnThisMachine, parsed.GetRequiredValue(badge), parsed.GetRequiredValue(number), cancellationToken);
            await parsed.InvocationConfiguration.Output.WriteLineAsync($"{parsed.GetRequiredValue(badge)} is {gift.Owner.Number} {gift.Owner.Name}'s: {PeopleCommands.Since(gift.Roster)}.");
            return 0;
        });
        return command;
    }

    private static Command Enrol(TimeProvider time)
    {
        var number = new Argument<string>("NUMBER") { Description = "The person's number." };
        var data = DataOption.Create(makes: false);
        var database = DatabaseOption.Create();
        var gate = new Option<string>("--gate") { Description = "The gate to whose way in the badge is held.", HelpName = "NAME", Required = true };
        var command = new Command("enrol", "Give somebody the next badge that is held to a gate's way in within a minute; it opens nothing meanwhile.") { number, data, database, gate };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (who, name) = (parsed.GetRequiredValue(number), parsed.GetRequiredValue(gate));
            var kiosk = KioskId.TryParse(name, out var known) ? known : throw new HostException($"'{name}' is not a kiosk's name: {KioskId.Rule}.");
            var register = new BadgeRegister(await DatabaseOption.OpenAsync(parsed, data, database, cancellationToken), time);
            var given = await register.EnrolAsync(Actor.OnThisMachine, who, kiosk, cancellationToken);
            var output = parsed.InvocationConfiguration.Output;
            await output.WriteLineAsync($"Hold the badge to {kiosk} within a minute.");
            await output.FlushAsync(cancellationToken);
            using var patience = new CancellationTokenSource(BadgeRegister.EnrolWithin + Longer, time);
            using var timer = new PeriodicTimer(Look, time);
            var enrolment = new Enrolment(null, null, null);
            while (enrolment is { Badge: null, Outcome: null or CommandTaken.Taken } && !patience.IsCancellationRequested && await timer.WaitForNextTickAsync(cancellationToken))
            {
                enrolment = await register.EnrolmentAsync(given, cancellationToken);
            }

            var says = enrolment switch
            {
                { Owner: { } owner, Badge: { } badge } when owner == who => $"{badge} is {who}'s: gates follow within a second.",
                { Owner: { } owner, Badge: { } badge } => $"{badge} is another person's, {owner}: say 'gatehouse-host badge return' first.",
                { Badge: { } badge } => $"{badge} was taken, but {who} is not there any more.",
                { Outcome: CommandTaken.Unknown } => $"{kiosk} does not know how: bring its software up to date.",
                { Outcome: CommandTaken.Stale } => $"{kiosk} was starting and did not take it: say it once more.",
                { Outcome: null } => $"{kiosk} did not answer: it is off, out of reach of this host, or not of its time.",
                _ => $"Nobody held a badge to {kiosk}.",
            };
            await output.WriteLineAsync(says);
            return enrolment.Owner == who ? 0 : 1;
        });
        return command;
    }

    private static Argument<string> BadgeArgument() => new("BADGE") { Description = "The badge as a reader says it, such as H10301:7:1201, or as 'badge unknown' shows it." };
}
