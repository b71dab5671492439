namespace Gatehouse.Host.Storage;

/// <summary>An address that is told what happens.</summary>
internal sealed class WebhookRow
{
    public int SiteId { get; set; }

    public required string Name { get; set; }

    public required string Url { get; set; }

    /// <summary>The key by which what is sent is signed, as its receiver has it.</summary>
    public required string Secret { get; set; }

    /// <summary>What it is told, with blanks between: whole events such as <c>badge.state</c>, or <c>alarm.*</c>, or <c>*</c>.</summary>
    public required string Events { get; set; }

    public required string MadeBy { get; set; }

    public DateTimeOffset MadeAt { get; set; }

    /// <summary>The last entry of the audit log that was looked at for it.</summary>
    public long AuditTo { get; set; }

    /// <summary>The last event of an alarm that was looked at for it.</summary>
    public long AlarmsTo { get; set; }
}
