namespace Gatehouse.Host.Storage;

/// <summary>Somebody who may be let in.</summary>
internal sealed class PersonRow
{
    public int SiteId { get; set; }

    public long Id { get; set; }

    /// <summary>The number by which records name the person.</summary>
    public required string Number { get; set; }

    public required string Name { get; set; }

    public required string Group { get; set; }

    public string? Department { get; set; }

    /// <summary>The language in which the gate speaks to them, such as <c>zh</c>; null for the site's.</summary>
    public string? Language { get; set; }

    /// <summary>From when they may enter; null for always.</summary>
    public DateTimeOffset? ValidFrom { get; set; }

    /// <summary>Until when, exclusive; null for always.</summary>
    public DateTimeOffset? ValidTo { get; set; }

    public bool Suspended { get; set; }

    /// <summary>Passages before this do not say any more that they are in; null where all do.</summary>
    public DateTimeOffset? ForgivenAt { get; set; }

    /// <summary>The number of the person whom they visit; null where they are no visitor.</summary>
    public string? Host { get; set; }

    /// <summary>Whether they may not be alone on the site.</summary>
    public bool Escorted { get; set; }

    /// <summary>When they were removed and lost their rights; null while they were not. Kiosks have to hear of it, so that the row stays, and rosters hold their number alone.</summary>
    public DateTimeOffset? RemovedAt { get; set; }

    /// <summary>When their name was erased; null while it was not.</summary>
    public DateTimeOffset? PurgedAt { get; set; }

    /// <summary>The number of the roster's revision in which this, or one of their badges, changed last.</summary>
    public long ChangedIn { get; set; }
}
