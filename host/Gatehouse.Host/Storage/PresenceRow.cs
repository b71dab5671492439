namespace Gatehouse.Host.Storage;

/// <summary>Through which gate somebody went last, by a passage that was confirmed; kept while gates look who is in already.</summary>
internal sealed class PresenceRow
{
    public int SiteId { get; set; }

    /// <summary>The person's number in records.</summary>
    public required string Person { get; set; }

    /// <summary>A word of <see cref="Contract.PassageDirection"/>.</summary>
    public required string Direction { get; set; }

    public DateTimeOffset At { get; set; }

    public long KioskId { get; set; }

    /// <summary>In which order the rows changed, so that gates are told of those that are new.</summary>
    public long Number { get; set; }
}
