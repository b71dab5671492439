namespace Gatehouse.Host.Storage;

/// <summary>A kiosk that was once added.</summary>
internal sealed class KioskRow
{
    public int SiteId { get; set; }

    public long Id { get; set; }

    public required string Name { get; set; }

    public DateTimeOffset AddedAt { get; set; }

    /// <summary>The revision of the roster by which it said last that it decides; null while it said none.</summary>
    public string? Roster { get; set; }

    /// <summary>When it said so.</summary>
    public DateTimeOffset? RosterAt { get; set; }

    /// <summary>The revision of the policy by which it said last that it decides; null while it said none.</summary>
    public string? Policy { get; set; }

    /// <summary>When it was heard last; null when it never was since this is written down.</summary>
    public DateTimeOffset? SeenAt { get; set; }

    /// <summary>How many of its records were missing at the last look.</summary>
    public long Missing { get; set; }

    /// <summary>Since when they have not become fewer; null while none is missing.</summary>
    public DateTimeOffset? MissingSince { get; set; }

    /// <summary>When it was taken out of use for good; null while it was not.</summary>
    public DateTimeOffset? RetiredAt { get; set; }

    /// <summary>Whether it held what it should when it said so; null while it did not say what it holds.</summary>
    public bool? RosterFits { get; set; }

    /// <summary>The group of which somebody has to be on post before others enter; null where nobody has to.</summary>
    public string? DutyGroup { get; set; }

    /// <summary>For how long one showing of a badge counts.</summary>
    public int DutyMinutes { get; set; }

    /// <summary>The mode that its newest record of one says is in force, a word of <see cref="Contract.LaneMode"/>; null while there is none.</summary>
    public string? Mode { get; set; }

    /// <summary>Whether that record says that nobody may enter the site.</summary>
    public bool Lockdown { get; set; }

    /// <summary>The kiosk's time of that record.</summary>
    public DateTimeOffset? ModeAt { get; set; }

    /// <summary>Epoch and number of that record, in a form whose order is theirs.</summary>
    public string? ModeIn { get; set; }
}
