namespace Gatehouse.Host.Storage;

/// <summary>Something that happened to an alarm; none is ever changed.</summary>
internal sealed class AlarmEventRow
{
    /// <summary>It became active.</summary>
    public const string Raised = "raised";

    /// <summary>It was over.</summary>
    public const string Cleared = "cleared";

    /// <summary>Somebody said that they have seen it.</summary>
    public const string Acknowledged = "acknowledged";

    /// <summary>Somebody is to see to it, or nobody any more.</summary>
    public const string Assigned = "assigned";

    /// <summary>It had been left unacknowledged for too long.</summary>
    public const string Escalated = "escalated";

    public int SiteId { get; set; }

    public long AlarmId { get; set; }

    public long Id { get; set; }

    public DateTimeOffset At { get; set; }

    /// <summary>One of the words above.</summary>
    public required string What { get; set; }

    /// <summary>Who did it; null where the host did.</summary>
    public string? By { get; set; }

    public string? Detail { get; set; }
}
