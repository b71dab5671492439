namespace Gatehouse.Host.Storage;

/// <summary>One entry of the audit log.</summary>
internal sealed class AuditRow
{
    public int SiteId { get; set; }

    /// <summary>Its number, from 1, without holes.</summary>
    public long Sequence { get; set; }

    public DateTimeOffset At { get; set; }

    public required string By { get; set; }

    public required string Action { get; set; }

    public required string Subject { get; set; }

    /// <summary>The line that is chained; the columns before it are read from nowhere else.</summary>
    public required byte[] Line { get; set; }

    /// <summary>The line with what it was and became; null where there is nothing to say, or it was erased.</summary>
    public byte[]? Personal { get; set; }
}
