using System.CommandLine;
using Gatehouse.Host.Audit;
using Gatehouse.Host.Gates;
using Gatehouse.Host.Identity;
using Gatehouse.Host.Rosters;

namespace Gatehouse.Host.Commands;

/// <summary><c>gatehouse-host antipassback</c> and <c>duty</c>; they work whether the host runs or not.</summary>
internal static class PassageCommands
{
    public static Command AntiPassback(TimeProvider time) => new("antipassback", "Have gates look who is in already when somebody wants to enter. Leaving is never looked at.")
    {
        Passback(time, "hard", "Refuse who is in already.", hard: true),
        Passback(time, "soft", "Admit who is in already, and have the record say so.", hard: false),
        Off(time),
        Forgive(time),
    };

    public static Command Duty(TimeProvider time) => new("duty", "Let others enter by a gate only while somebody of a group is on post there.") { Set(time), None(time) };

    private static Command Passback(TimeProvider time, string name, string about, bool hard)
    {
        var minutes = new Option<int>("--minutes") { Description = "For how long a passage says that somebody is in.", HelpName = "N", DefaultValueFactory = _ => PassageRegister.MostMinutes };
        return With(name, about, time, [minutes], (parsed, register, cancellationToken) =>
            register.SetPassbackAsync(Actor.OnThisMachine, hard, parsed.GetValue(minutes), cancellationToken));
    }

    private static Command Off(TimeProvider time) =>
        With("off", "Look no more.", time, [], (_, register, cancellationToken) => register.SetPassbackAsync(Actor.OnThisMachine, hard: false, null, cancellationToken));

    private static Command Forgive(TimeProvider time)
    {
        var number = new Argument<string?>("NUMBER") { Description = "The person's number; none with --all.", Arity = ArgumentArity.ZeroOrOne };
        var all = new Option<bool>("--all") { Description = "Everybody." };
        return With("forgive", "Hold what somebody passed until now against them no more.", time, [number, all], (parsed, register, cancellationToken) =>
            parsed.GetValue(number) is null != parsed.GetValue(all)
                ? throw new HostException("Name one person, or say --all.")
                : register.ForgiveAsync(Actor.OnThisMachine, parsed.GetValue(number), cancellationToken));
    }

    private static Command Set(TimeProvider time)
    {
        var name = KioskCommands.NameArgument();
        var group = new Option<string>("--group") { Description = "The group.", HelpName = "GROUP", Required = true };
        var minutes = new Option<int>("--minutes") { Description = "For how long one showing of a badge counts.", HelpName = "N", DefaultValueFactory = _ => PassageRegister.UsualShift };
        return With("set", "Say of which group somebody has to be on post.", time, [name, group, minutes], (parsed, register, cancellationToken) =>
            register.SetDutyAsync(Actor.OnThisMachine, KioskCommands.Kiosk(parsed.GetRequiredValue(name)), parsed.GetRequiredValue(group), parsed.GetValue(minutes), cancellationToken));
    }

    private static Command None(TimeProvider time)
    {
        var name = KioskCommands.NameArgument();
        return With("off", "Let others enter whether somebody is on post or not.", time, [name], (parsed, register, cancellationToken) =>
            register.SetDutyAsync(Actor.OnThisMachine, KioskCommands.Kiosk(parsed.GetRequiredValue(name)), null, PassageRegister.UsualShift, cancellationToken));
    }

    private static Command With(
        string name, string about, TimeProvider time, IEnumerable<Symbol> own, Func<ParseResult, PassageRegister, CancellationToken, Task<RosterChange>> act) =>
        RosterCommand.Create(name, about, own, async (parsed, store, cancellationToken) => await RosterChangeText.WriteAsync(
            parsed.InvocationConfiguration.Output, await act(parsed, new PassageRegister(new RosterRevisions(store, time)), cancellationToken), ""));
}
