using Gatehouse.Kiosk.Access;
using Gatehouse.Kiosk.Screening;

namespace Gatehouse.Kiosk.Lane;

/// <summary>
/// The re-check tickets of a gate, by badge. One is forgotten when its person is let in, when a shift's length is over,
/// and when the kiosk is started anew: the person is then looked at without waiting, and both records stand in the journal.
/// </summary>
/// <param name="clocks">Tells when.</param>
/// <param name="wait">How long a cold face is given.</param>
internal sealed class RecheckTickets(LaneClocks clocks, TimeSpan wait)
{
    /// <summary>Came back before the time on the ticket.</summary>
    public const string TooEarly = "recheckTooEarly";

    private static readonly TimeSpan Kept = TimeSpan.FromHours(12);

    private readonly Dictionary<BadgeHash, RecheckTicket> _tickets = [];

    /// <summary>The ticket of a badge; null when it has none.</summary>
    public RecheckTicket? Of(BadgeHash badge)
    {
        Forget();
        return _tickets.GetValueOrDefault(badge);
    }

    /// <summary>Whether its time has not come.</summary>
    public bool IsEarly(RecheckTicket ticket) => clocks.Lane.GetTimestamp() < ticket.FromOnLane;

    /// <summary>A ticket for a passage that ends without a measurement; null where waiting would change nothing.</summary>
    /// <param name="passage">The passage.</param>
    /// <param name="why">Why nothing was measured, in a word.</param>
    public RecheckTicket? Issue(Passage passage, string? why)
    {
        if (wait <= TimeSpan.Zero || passage.Badge is not { } badge || Wait(why) is not { } needed)
        {
            return null;
        }

        var now = clocks.Real.GetUtcNow();
        var until = clocks.Lane.GetTimestamp() + (long)(needed.TotalSeconds * clocks.Lane.TimestampFrequency);
        var first = passage.Ticket;
        return _tickets[badge] = new RecheckTicket(first?.Id ?? passage.Id, first?.ClockIn ?? now, now + needed, until);
    }

    /// <summary>The person is in.</summary>
    public void Redeem(BadgeHash badge) => _tickets.Remove(badge);

    /// <summary>How long somebody is to wait: a cold or wet face, or one in bad air, takes time; one that moved does not.</summary>
    private TimeSpan? Wait(string? why) => why switch
    {
        Burst.TooCold or Burst.TooHot or Burst.AmbientOutOfRange => wait,
        Burst.Unstable or FaceMeasurement.MovedAway or FaceMeasurement.NoFace => TimeSpan.Zero,
        _ => null,
    };

    private void Forget()
    {
        var oldest = clocks.Lane.GetTimestamp() - (long)(Kept.TotalSeconds * clocks.Lane.TimestampFrequency);
        foreach (var (badge, _) in _tickets.Where(ticket => ticket.Value.FromOnLane < oldest).ToList())
        {
            _tickets.Remove(badge);
        }
    }
}
