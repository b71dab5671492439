namespace Gatehouse.Host.Storage;

/// <summary>One version of the policy.</summary>
internal sealed class PolicyRow
{
    public int SiteId { get; set; }

    public long Number { get; set; }

    /// <summary>Its name in records: the number and a part of the document's hash, so that a host put back to an older state gives none twice.</summary>
    public required string Revision { get; set; }

    /// <summary>The whole <see cref="Contract.Policy"/> as JSON.</summary>
    public required string Document { get; set; }

    public required string Author { get; set; }

    public required string Reason { get; set; }

    public DateTimeOffset MadeAt { get; set; }

    /// <summary>From when on gates decide by it; null while it is a draft.</summary>
    public DateTimeOffset? From { get; set; }

    public string? ActivatedBy { get; set; }

    public DateTimeOffset? ActivatedAt { get; set; }

    /// <summary>When it was taken back before it was in force; null when it was not.</summary>
    public DateTimeOffset? WithdrawnAt { get; set; }
}
