namespace Gatehouse.Host.Storage;

/// <summary>Records of an epoch held without a hole, chained from first to last.</summary>
internal sealed class RunRow
{
    public int SiteId { get; set; }

    public long EpochId { get; set; }

    public long First { get; set; }

    public long Last { get; set; }

    /// <summary>The hash that the first record names as the one before it.</summary>
    public required string FirstPrevious { get; set; }

    public required string LastHash { get; set; }
}
