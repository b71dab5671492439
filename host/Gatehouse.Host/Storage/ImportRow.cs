namespace Gatehouse.Host.Storage;

/// <summary>An import of people that was done.</summary>
internal sealed class ImportRow
{
    public int SiteId { get; set; }

    /// <summary>The number of the roster's revision that it made.</summary>
    public long Id { get; set; }

    public DateTimeOffset At { get; set; }

    public required string By { get; set; }

    /// <summary>When it was taken back; null while it was not.</summary>
    public DateTimeOffset? UndoneAt { get; set; }
}
