namespace Gatehouse.Contract;

/// <summary>What a kiosk has to change to decide by the newest roster.</summary>
/// <param name="Since">The revision on which it builds: of the people the roster holds those alone who changed since. Null where it is whole.</param>
/// <param name="Roster">The roster.</param>
public sealed record RosterUpdate(string? Since, Roster Roster)
{
    /// <summary>The roster that follows from it.</summary>
    /// <param name="before">The one on which it builds; null where there is none.</param>
    /// <returns>Null when it builds on another one: then the whole has to be asked for.</returns>
    public Roster? Of(Roster? before)
    {
        if (Since is null)
        {
            return Roster;
        }

        if (before?.Revision != Since)
        {
            return null;
        }

        var changed = Roster.People.ToDictionary(p => p.Number, StringComparer.Ordinal);
        return Roster with { People = [.. before.People.Where(p => !changed.ContainsKey(p.Number)), .. Roster.People] };
    }
}
