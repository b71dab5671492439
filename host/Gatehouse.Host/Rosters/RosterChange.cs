namespace Gatehouse.Host.Rosters;

/// <summary>What came of a change that gates have to know.</summary>
/// <param name="Roster">The revision of the roster that it made; null where everything was so already, or it was refused.</param>
/// <param name="Was">What was changed, as it was before; null where there was nothing.</param>
/// <param name="Is">The same as it is now; null where there is nothing any more.</param>
/// <param name="Refusal">Why nothing was done, as a sentence that says what to do; null where it was.</param>
internal sealed record RosterChange(string? Roster, string? Was, string? Is, string? Refusal)
{
    /// <summary>Why somebody did it; null where nobody was asked.</summary>
    public string? Why { get; init; }

    /// <summary>It is so already.</summary>
    public static RosterChange None(string? @is) => new(null, @is, @is, null);

    /// <summary>Nothing was done.</summary>
    public static RosterChange Refused(string why) => new(null, null, null, why);

    /// <summary>It is done, and a revision is to be made of it.</summary>
    public static RosterChange Of(string? was, string? @is) => new(null, was, @is, null);
}
