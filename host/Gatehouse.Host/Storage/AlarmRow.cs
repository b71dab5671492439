namespace Gatehouse.Host.Storage;

/// <summary>A kiosk offered a history that contradicts the one held: never an overwrite, always an alarm.</summary>
internal sealed class AlarmRow
{
    public long Id { get; set; }

    public long EpochId { get; set; }

    /// <summary>Number of the record that does not fit.</summary>
    public long Sequence { get; set; }

    public required string Held { get; set; }

    public required string Offered { get; set; }

    public DateTimeOffset FirstAt { get; set; }

    public DateTimeOffset LastAt { get; set; }

    /// <summary>How often the same contradiction was offered.</summary>
    public int Times { get; set; }
}
