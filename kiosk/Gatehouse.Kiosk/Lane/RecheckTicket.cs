namespace Gatehouse.Kiosk.Lane;

/// <summary>Says that somebody came, could not be measured, and is looked at again: their place and the time they came are kept.</summary>
/// <param name="Person">Whose it is, by the number in the roster.</param>
/// <param name="Id">The ticket, the identity of the first passage.</param>
/// <param name="ClockIn">When they came first, by the wall clock.</param>
/// <param name="From">From when on they are looked at again, by the wall clock.</param>
internal sealed record RecheckTicket(string Person, string Id, DateTimeOffset ClockIn, DateTimeOffset From);
