using Gatehouse.Contract;
using Gatehouse.Kiosk.Access;

namespace Gatehouse.Kiosk.Lane;

/// <summary>Why somebody may not enter, in a word: from the roster over the gate's mode to the turnstile. It is asked again before the arm is released.</summary>
internal sealed class Admission(LaneWork work, StandingOrder order, Surroundings surroundings)
{
    /// <summary>The re-check tickets of this gate.</summary>
    public RecheckTickets Tickets { get; } = new(work.Clocks, () => TimeSpan.FromMinutes(work.Rules.Policy.RecheckMinutes));

    /// <summary>Somebody who is in already, as far as this gate knows.</summary>
    public const string Passback = "passback";

    /// <summary>Who is in and who is out.</summary>
    public Presence Presence { get; } = new();

    /// <summary>Who is on post at this gate.</summary>
    public DutyPost Duty { get; } = new(work);

    /// <summary>Whether the way in is in service.</summary>
    public bool IsInService { get; set; } = true;

    /// <summary>Why the arm is free, so that nobody is refused, in a word; null when it is not.</summary>
    public string? Freed => work.Devices.Inputs.FireLoopOpen ? Entrance.FireLoopOpen : order.IsFree ? StandingOrder.FreePassage : null;

    /// <summary>Whether whoever comes is refused.</summary>
    public bool IsClosed => !IsInService || work.Order.Refusal is not null;

    /// <summary>Why somebody is not even looked at; null when they are.</summary>
    public string? Refusal(Passage passage)
    {
        var access = work.Rules.Access.MayEnter(passage.Badge!.Value, work.Clocks.Known);
        passage.Person = access.Person;
        passage.Mode = work.Mode;
        passage.Ticket = Tickets.Of(passage.Person?.Number);
        if (access.Refusal is { } notAdmitted)
        {
            return notAdmitted;
        }

        Duty.Shown(passage);
        return HeldAgainst(passage)
            ?? work.Order.Refusal
            ?? Duty.Refusal()
            ?? (!IsInService ? Entrance.OutOfService
            : surroundings.Refusal is { } around ? around
            : passage.Mode == GateMode.Guard ? Conclusion.ToGuard
            : passage.Ticket is { } ticket && Tickets.IsEarly(ticket) ? RecheckTickets.TooEarly
            : null);
    }

    /// <summary>
    /// Why somebody who was looked at, or granted, may not enter any more: by a roster or a mode that came meanwhile, or by what is
    /// around the lane. What the arm is now counts, and not what it was as the grant was made.
    /// </summary>
    public string? NoLonger(Passage passage) => Freed switch
    {
        Entrance.FireLoopOpen => null,
        not null => surroundings.Refusal,
        _ => surroundings.Refusal
            ?? (passage.Roster == work.Rules.Access.Revision ? null : work.Rules.Access.MayEnter(passage.Badge!.Value, work.Clocks.Known).Refusal)
            ?? work.Order.Refusal,
    };

    /// <summary>Why somebody may not enter who is in already; where the rule is soft it is noted alone.</summary>
    private string? HeldAgainst(Passage passage)
    {
        if (work.Rules.Access.Roster.Gate?.AntiPassback is not { } rule || passage.Person is not { } person || !Presence.IsIn(person, rule, work.Clocks.Known))
        {
            return null;
        }

        passage.IsPassback = !rule.Hard;
        return rule.Hard ? Passback : null;
    }
}
