namespace Gatehouse.Host.Storage;

/// <summary>
/// A kiosk offered a history that contradicts the one held, or lost some of its own: never an overwrite, always an alarm. Or
/// somebody showed a join token that is not theirs.
/// </summary>
internal sealed class AlarmRow
{
    public int SiteId { get; set; }

    public long Id { get; set; }

    /// <summary>One of <see cref="Entries.AlarmKind"/>.</summary>
    public required string Kind { get; set; }

    /// <summary>The epoch that it is about; null when it is about none.</summary>
    public long? EpochId { get; set; }

    /// <summary>The name of the kiosk that it is about, as it was given, where no epoch tells.</summary>
    public string? Kiosk { get; set; }

    /// <summary>Number of the record that does not fit, or of the first of them.</summary>
    public long Sequence { get; set; }

    /// <summary>The hash that is held at the place, or the last number where more than one record is meant.</summary>
    public required string Held { get; set; }

    /// <summary>The hash that was offered there; of a join token the address that showed it.</summary>
    public required string Offered { get; set; }

    public DateTimeOffset FirstAt { get; set; }

    public DateTimeOffset LastAt { get; set; }

    /// <summary>How often the same contradiction was offered.</summary>
    public int Times { get; set; }
}
