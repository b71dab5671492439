namespace Gatehouse.Host.Storage;

/// <summary>Work that only one of several hosts may do at a time, and which of them does it.</summary>
internal sealed class LeaseRow
{
    /// <summary>The work, one of <see cref="Leases.LeaseName"/>.</summary>
    public required string Name { get; set; }

    /// <summary>Whoever does it; null while nobody does.</summary>
    public string? Holder { get; set; }

    /// <summary>Until when, unless the holder says so again before.</summary>
    public DateTimeOffset? Until { get; set; }
}
