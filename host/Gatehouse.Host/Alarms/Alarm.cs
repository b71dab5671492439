namespace Gatehouse.Host.Alarms;

/// <summary>One alarm. It is over for people once it is neither active nor unacknowledged.</summary>
/// <param name="Id">Its number at the site.</param>
/// <param name="Kiosk">The kiosk; null when it is about none.</param>
/// <param name="Epoch">The epoch it is about; null when it is about none.</param>
/// <param name="Kind">One of <see cref="AlarmKind"/>.</param>
/// <param name="Sequence">Number of the record that does not fit, or of the first of them.</param>
/// <param name="Held">What is held there, or the last number where more than one record is meant.</param>
/// <param name="Offered">What was offered there; of a join token the address that showed it.</param>
/// <param name="FirstAt">When it was raised.</param>
/// <param name="LastAt">When there was cause for it last.</param>
/// <param name="Times">How often there was.</param>
internal sealed record Alarm(
    long Id, string? Kiosk, string? Epoch, string Kind, long Sequence, string Held, string Offered, DateTimeOffset FirstAt, DateTimeOffset LastAt, int Times)
{
    /// <summary>The device at the gate, as the kiosk's records call it; null when it is about none.</summary>
    public string? Device { get; init; }

    /// <summary>What is wrong, in a sentence; null where the kind says all.</summary>
    public string? Detail { get; init; }

    /// <summary>One of <see cref="AlarmSeverity"/>.</summary>
    public required string Severity { get; init; }

    /// <summary>Whether it is so now, as far as is known.</summary>
    public bool Active => ClearedAt is null;

    /// <summary>Whether somebody has seen it.</summary>
    public bool Acknowledged => AcknowledgedAt is not null;

    /// <summary>When it was over; null while it is not.</summary>
    public DateTimeOffset? ClearedAt { get; init; }

    /// <summary>When somebody said that they have seen it.</summary>
    public DateTimeOffset? AcknowledgedAt { get; init; }

    /// <summary>Who did.</summary>
    public string? AcknowledgedBy { get; init; }

    /// <summary>Who is to see to it.</summary>
    public string? Assignee { get; init; }

    /// <summary>When it had been left unacknowledged for too long.</summary>
    public DateTimeOffset? EscalatedAt { get; init; }

    /// <summary>Since when nothing is heard of its kiosk, so that this is how it was then; null while the kiosk is heard.</summary>
    public DateTimeOffset? NoDataSince { get; init; }
}

/// <summary>Something that happened to an alarm.</summary>
/// <param name="At">When.</param>
/// <param name="What">One of the words of <see cref="Storage.AlarmEventRow"/>.</param>
/// <param name="By">Who did it; null where the host did.</param>
/// <param name="Detail">More of it: to whom it was assigned, how grave it became, which record said so.</param>
internal sealed record AlarmEvent(DateTimeOffset At, string What, string? By, string? Detail);
