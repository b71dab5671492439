namespace Gatehouse.Host.Storage;

/// <summary>An export that somebody asked for.</summary>
internal sealed class ExportRow
{
    public const string Queued = "queued";

    public const string Running = "running";

    public const string Done = "done";

    public const string Failed = "failed";

    public int SiteId { get; set; }

    public required string Id { get; set; }

    /// <summary>Who asked for it, as the audit log has it.</summary>
    public required string MadeBy { get; set; }

    public DateTimeOffset MadeAt { get; set; }

    /// <summary>One of <see cref="Exports.ExportFormat"/>.</summary>
    public required string Format { get; set; }

    /// <summary>Which entries, as a query string.</summary>
    public required string Query { get; set; }

    /// <summary>Whether every stored record is read again and compared.</summary>
    public bool Verify { get; set; }

    public required string State { get; set; }

    /// <summary>When whoever makes it last said that they do; null while nobody does.</summary>
    public DateTimeOffset? AliveAt { get; set; }

    /// <summary>Rows so far.</summary>
    public long Rows { get; set; }

    /// <summary>Bytes of the file; 0 until it is done.</summary>
    public long Bytes { get; set; }

    public DateTimeOffset? EndedAt { get; set; }
}
