namespace Gatehouse.Host.Storage;

/// <summary>Something to tell a webhook.</summary>
internal sealed class DeliveryRow
{
    public int SiteId { get; set; }

    /// <summary>Its name, by which its receiver knows one that comes twice; they come in the order of their names.</summary>
    public required string Id { get; set; }

    public required string Webhook { get; set; }

    public required string Event { get; set; }

    /// <summary>The JSON that is sent.</summary>
    public required string Body { get; set; }

    public DateTimeOffset MadeAt { get; set; }

    public int Tries { get; set; }

    /// <summary>When it is to be sent, or sent again; null where it was taken or given up.</summary>
    public DateTimeOffset? NextAt { get; set; }

    /// <summary>When its receiver took it; null where it has not.</summary>
    public DateTimeOffset? TakenAt { get; set; }

    /// <summary>When it was given up; null where it was not.</summary>
    public DateTimeOffset? DeadAt { get; set; }

    /// <summary>What came of the last try, in words.</summary>
    public string? Last { get; set; }
}
