using Gatehouse.Host.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gatehouse.Host.Rosters;

/// <summary>What a change made.</summary>
/// <param name="Roster">The revision of the roster from which on it is so; null where it was so before.</param>
internal sealed record RosterMade(string? Roster)
{
    /// <summary>The answer to a change.</summary>
    /// <exception cref="HostException">It was refused; the message says why.</exception>
    public static Ok<RosterMade> Of(RosterChange change) =>
        change.Refusal is { } why ? throw new HostException(why) : TypedResults.Ok(new RosterMade(change.Roster));
}
