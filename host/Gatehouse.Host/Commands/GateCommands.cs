using System.CommandLine;
using Gatehouse.Contract;
using Gatehouse.Host.Audit;
using Gatehouse.Host.Gates;
using Gatehouse.Host.Rosters;
using Gatehouse.Host.Storage;

namespace Gatehouse.Host.Commands;

/// <summary><c>gatehouse-host gate mode</c>, <c>lockdown</c> and <c>all-clear</c>; they work whether the host runs or not.</summary>
internal static class GateCommands
{
    private const string All = "all";

    public static Command Gate(TimeProvider time) => new("gate", "Say in which mode gates are to be.") { Mode(time) };

    /// <summary>The command that lets nobody in.</summary>
    public static Command Lockdown(TimeProvider time)
    {
        var reason = ReasonOption();
        var data = DataOption.Create(makes: false);
        var database = DatabaseOption.Create();
        var command = new Command("lockdown", "Let nobody enter the site any more, by any gate. Everybody can leave.") { reason, data, database };
        command.SetAction(async (parsed, cancellationToken) => await SayAsync(
            parsed, await (await RegisterAsync(parsed, data, database, time, cancellationToken)).LockDownAsync(Actor.OnThisMachine, parsed.GetRequiredValue(reason), cancellationToken)));
        return command;
    }

    /// <summary>The command that ends a lockdown.</summary>
    public static Command AllClear(TimeProvider time)
    {
        var data = DataOption.Create(makes: false);
        var database = DatabaseOption.Create();
        var command = new Command("all-clear", "End the lockdown: gates are in their own modes again.") { data, database };
        command.SetAction(async (parsed, cancellationToken) => await SayAsync(
            parsed, await (await RegisterAsync(parsed, data, database, time, cancellationToken)).AllClearAsync(Actor.OnThisMachine, cancellationToken)));
        return command;
    }

    private static Command Mode(TimeProvider time)
    {
        var name = new Argument<string>("NAME") { Description = $"The kiosk's name, or {All} for every gate that has joined." };
        var mode = new Argument<string>("MODE") { Description = $"One of {string.Join(", ", LaneMode.All)}." };
        var until = new Option<string?>("--until") { Description = "When it ends, at the site: 18:30, or 2026-03-02 18:30.", HelpName = "TIME" };
        var reason = ReasonOption();
        var data = DataOption.Create(makes: false);
        var database = DatabaseOption.Create();
        var command = new Command("mode", "Put a gate in a mode until somebody says otherwise; it concerns those who enter, everybody can leave.") { name, mode, until, reason, data, database };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            KioskId? gate = parsed.GetRequiredValue(name) is var text && text == All ? null : KioskCommands.Kiosk(text);
            DateTimeOffset? end = parsed.GetValue(until) is { } said ? SiteTime.Read(until.Name, said, time) : null;
            var register = await RegisterAsync(parsed, data, database, time, cancellationToken);
            return await SayAsync(
                parsed, await register.SetModeAsync(gate, parsed.GetRequiredValue(mode), end, Actor.OnThisMachine, parsed.GetRequiredValue(reason), cancellationToken));
        });
        return command;
    }

    private static Option<string> ReasonOption() => new("--reason") { Description = "Why; it is kept with the change.", HelpName = "TEXT", Required = true };

    private static async Task<GateRegister> RegisterAsync(
        ParseResult parsed, Option<string> data, Option<string?> database, TimeProvider time, CancellationToken cancellationToken)
    {
        var store = new HostDatabase(DataFolder.OpenExisting(parsed.GetRequiredValue(data)), parsed.GetValue(database));
        await store.PrepareAsync(cancellationToken);
        return new GateRegister(new RosterRevisions(store, time));
    }

    private static Task<int> SayAsync(ParseResult parsed, RosterChange change) => RosterChangeText.WriteAsync(parsed.InvocationConfiguration.Output, change, "");
}
