namespace Gatehouse.Host.Storage;

/// <summary>
/// Which record named a person last, so that a name is looked for among as many rows as there are people. It holds no name: where
/// that is erased, nothing is found.
/// </summary>
internal sealed class LastNamedRow
{
    /// <summary>Fills the table from what is held, on either engine.</summary>
    public const string Fill =
        """
        INSERT INTO last_named (site_id, person, epoch_id, sequence, month)
        SELECT site_id, person, epoch_id, sequence, month FROM (
            SELECT e.site_id, e.person, p.epoch_id, p.sequence, p.month, row_number() OVER (PARTITION BY e.site_id, e.person ORDER BY e."when" DESC, p.epoch_id, p.sequence) AS place
            FROM entry e JOIN personal p ON p.site_id = e.site_id AND p.epoch_id = e.epoch_id AND p.sequence = e.sequence
            WHERE e.person IS NOT NULL AND p.name IS NOT NULL) named
        WHERE place = 1
        """;

    public int SiteId { get; set; }

    /// <summary>The person's number.</summary>
    public required string Person { get; set; }

    public long EpochId { get; set; }

    public long Sequence { get; set; }

    /// <summary>The month of that record's receipt.</summary>
    public int Month { get; set; }
}
