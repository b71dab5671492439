namespace Gatehouse.Host.Storage;

/// <summary>What somebody was before the last import changed them, so that it can be taken back; those of imports before it are gone.</summary>
internal sealed class ImportChangeRow
{
    public int SiteId { get; set; }

    public long ImportId { get; set; }

    public long PersonId { get; set; }

    /// <summary>What they were, as JSON; null where they were not there.</summary>
    public string? Before { get; set; }

    /// <summary>Whose the badges that they got were, and in which state, as JSON.</summary>
    public required string Badges { get; set; }
}
