using Gatehouse.Contract;

namespace Gatehouse.Kiosk.Access;

/// <summary>What the roster says of a badge.</summary>
/// <param name="Person">The person; null when the badge is unknown.</param>
/// <param name="Refusal">Why the person may not enter, in a word; null when they may.</param>
public readonly record struct AccessDecision(RosterPerson? Person, string? Refusal)
{
    /// <summary>Whether the person may enter.</summary>
    public bool Granted => Refusal is null;
}
