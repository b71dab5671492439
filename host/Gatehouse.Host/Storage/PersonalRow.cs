namespace Gatehouse.Host.Storage;

/// <summary>
/// The personal values of a record, apart from it so that they can be erased. Nothing else on the host holds
/// any of them: to erase is to delete this row.
/// </summary>
internal sealed class PersonalRow
{
    public int SiteId { get; set; }

    public long EpochId { get; set; }

    public long Sequence { get; set; }

    /// <summary>The month of its record's receipt, as 202603.</summary>
    public int Month { get; set; }

    public required byte[] Line { get; set; }

    public string? Name { get; set; }
}
