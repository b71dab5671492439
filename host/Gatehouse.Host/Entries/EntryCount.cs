namespace Gatehouse.Host.Entries;

/// <summary>How many entries a filter lets through.</summary>
/// <param name="Count">The number.</param>
/// <param name="Is"><see cref="Exactly"/>, <see cref="About"/> or <see cref="AtLeast"/>.</param>
internal sealed record EntryCount(long Count, string Is)
{
    /// <summary>They were counted.</summary>
    public const string Exactly = "exactly";

    /// <summary>More than are counted; the engine's statistics say how many.</summary>
    public const string About = "about";

    /// <summary>More than are counted, on an engine without statistics.</summary>
    public const string AtLeast = "atLeast";
}
