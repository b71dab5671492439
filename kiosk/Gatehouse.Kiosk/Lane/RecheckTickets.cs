using Gatehouse.Kiosk.Screening;

namespace Gatehouse.Kiosk.Lane;

/// <summary>
/// The re-check tickets of a gate, by person. One is forgotten when its person is in or leaves, and when a shift's length is
/// over. Time is measured on the lane's clock, so that a wall clock that steps makes nobody wait.
/// </summary>
/// <param name="clocks">Tells when.</param>
/// <param name="wait">How long a cold face is given now.</param>
internal sealed class RecheckTickets(LaneClocks clocks, Func<TimeSpan> wait)
{
    /// <summary>Came back before the time on the ticket.</summary>
    public const string TooEarly = "recheckTooEarly";

    /// <summary>How long a ticket is kept beyond the time on it.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(12);

    private readonly Dictionary<string, Held> _tickets = new(StringComparer.Ordinal);

    // Who is in before the tickets of the run before are known; null afterwards.
    private HashSet<string>? _inAlready = new(StringComparer.Ordinal);

    /// <summary>The ticket of a person; null when there is none.</summary>
    public RecheckTicket? Of(string? person)
    {
        Forget();
        return person is not null && _tickets.TryGetValue(person, out var held) ? held.Ticket : null;
    }

    /// <summary>Whether its time has not come.</summary>
    public bool IsEarly(RecheckTicket ticket) => _tickets.TryGetValue(ticket.Person, out var held) && clocks.Lane.GetTimestamp() < held.FromOnLane;

    /// <summary>A ticket for a passage that ends without a measurement; null where waiting would change nothing.</summary>
    /// <param name="passage">The passage.</param>
    /// <param name="why">Why nothing was measured, in a word.</param>
    public RecheckTicket? Issue(Passage passage, string? why)
    {
        if (wait() <= TimeSpan.Zero || passage.Person is not { Number: var person } || Wait(why) is not { } needed)
        {
            return null;
        }

        var now = clocks.Real.GetUtcNow();
        var ticket = new RecheckTicket(person, passage.Ticket?.Id ?? passage.Id, passage.Ticket?.ClockIn ?? now, now + needed);
        _tickets[person] = new Held(ticket, After(needed));
        return ticket;
    }

    /// <summary>Takes tickets over that were given before the kiosk started; who has a new one meanwhile keeps that.</summary>
    public void Recall(IEnumerable<RecheckTicket> kept)
    {
        foreach (var ticket in kept.Where(ticket => _inAlready?.Contains(ticket.Person) != true))
        {
            // A clock that was set back must not make anybody wait for longer than a cold face needs.
            var left = ticket.From - clocks.Real.GetUtcNow();
            _tickets[ticket.Person] = _tickets.TryGetValue(ticket.Person, out var newer)
                ? newer with { Ticket = newer.Ticket with { Id = ticket.Id, ClockIn = ticket.ClockIn } }
                : new Held(ticket, After(left < wait() ? left : wait()));
        }

        _inAlready = null;
    }

    /// <summary>The person is in.</summary>
    public void Redeem(string? person)
    {
        if (person is not null)
        {
            _tickets.Remove(person);
            _inAlready?.Add(person);
        }
    }

    /// <summary>How long somebody is to wait: a cold or wet face, or one in bad air, takes time; one that moved does not.</summary>
    private TimeSpan? Wait(string? why) => why switch
    {
        Burst.TooCold or Burst.TooHot or Burst.AmbientOutOfRange or Burst.HumidityOutOfRange => wait(),
        Burst.Unstable or FaceMeasurement.MovedAway or FaceMeasurement.NoFace => TimeSpan.Zero,
        _ => null,
    };

    private long After(TimeSpan time) => clocks.Lane.GetTimestamp() + (long)(time.TotalSeconds * clocks.Lane.TimestampFrequency);

    private void Forget()
    {
        var oldest = After(-Kept);
        foreach (var (person, _) in _tickets.Where(ticket => ticket.Value.FromOnLane < oldest).ToList())
        {
            _tickets.Remove(person);
        }
    }

    private readonly record struct Held(RecheckTicket Ticket, long FromOnLane);
}
