namespace Gatehouse.Host.Storage;

/// <summary>What was answered to a write that may be sent twice.</summary>
internal sealed class AnswerRow
{
    public int SiteId { get; set; }

    /// <summary>Who sent it, as the audit log has it.</summary>
    public required string Caller { get; set; }

    /// <summary>The key that the caller gave it.</summary>
    public required string Key { get; set; }

    /// <summary>The SHA-256 of the request.</summary>
    public required string Request { get; set; }

    public DateTimeOffset At { get; set; }

    /// <summary>The status; 0 while it is not answered.</summary>
    public int Status { get; set; }

    public string? ContentType { get; set; }

    /// <summary>The body; null where there was none, or it held a secret.</summary>
    public byte[]? Body { get; set; }

    /// <summary>Whether the answer held a secret, which is kept nowhere.</summary>
    public bool Secret { get; set; }
}
