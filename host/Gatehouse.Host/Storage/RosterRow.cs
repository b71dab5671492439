namespace Gatehouse.Host.Storage;

/// <summary>A revision of a site's roster: something that kiosks have to know changed.</summary>
internal sealed class RosterRow
{
    public int SiteId { get; set; }

    public long Number { get; set; }

    /// <summary>A chance mark: a host that was put back to an older state does not give the same revision twice.</summary>
    public required string Mark { get; set; }

    public DateTimeOffset At { get; set; }

    /// <summary>What changed, in a word.</summary>
    public required string What { get; set; }
}
