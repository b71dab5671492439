namespace Gatehouse.Host.Storage;

/// <summary>
/// Something that somebody has to know: a history that contradicts the one held, a token that was not theirs who showed it, or
/// what is wrong at a gate. Whether it is so now and whether somebody has seen it are two things.
/// </summary>
internal sealed class AlarmRow
{
    public int SiteId { get; set; }

    public long Id { get; set; }

    /// <summary>One of <see cref="Alarms.AlarmKind"/>.</summary>
    public required string Kind { get; set; }

    /// <summary>The epoch that it is about; null when it is about none.</summary>
    public long? EpochId { get; set; }

    /// <summary>The name of the kiosk that it is about, as it was given, where no epoch tells.</summary>
    public string? Kiosk { get; set; }

    /// <summary>The device at the gate, as the kiosk's records call it; null when it is about none.</summary>
    public string? Device { get; set; }

    /// <summary>Number of the record that does not fit, or of the first of them.</summary>
    public long Sequence { get; set; }

    /// <summary>The hash that is held at the place, or the last number where more than one record is meant.</summary>
    public string Held { get; set; } = "";

    /// <summary>The hash that was offered there; of a join token the address that showed it.</summary>
    public string Offered { get; set; } = "";

    /// <summary>What is wrong, in a sentence; null where the kind says all.</summary>
    public string? Detail { get; set; }

    /// <summary>One of <see cref="Alarms.AlarmSeverity"/>.</summary>
    public string Severity { get; set; } = "";

    public DateTimeOffset FirstAt { get; set; }

    /// <summary>When it became active last: from then on it waits to be acknowledged.</summary>
    public DateTimeOffset RaisedAt { get; set; }

    public DateTimeOffset LastAt { get; set; }

    /// <summary>How often there was cause for it.</summary>
    public int Times { get; set; }

    /// <summary>When it was over; null while it is active.</summary>
    public DateTimeOffset? ClearedAt { get; set; }

    public DateTimeOffset? AcknowledgedAt { get; set; }

    public string? AcknowledgedBy { get; set; }

    public string? Assignee { get; set; }

    /// <summary>When it had been left unacknowledged for too long; null while it has not.</summary>
    public DateTimeOffset? EscalatedAt { get; set; }
}
