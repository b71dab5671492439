namespace Gatehouse.Host.Entries;

/// <summary>One passage as people and programs are shown it. Personal values other than the name are not among it.</summary>
public sealed record Entry
{
    public required DateTimeOffset At { get; init; }

    /// <summary>Whether the kiosk's clock was in step then; <see cref="At"/> is what it said either way.</summary>
    public bool ClockInStep { get; init; }

    /// <summary>Between this and <see cref="CorrectedTo"/> it happened, told from other records of the boot; null where the clock was in step, or nothing tells.</summary>
    public DateTimeOffset? CorrectedFrom { get; init; }

    public DateTimeOffset? CorrectedTo { get; init; }

    public required string Kiosk { get; init; }

    /// <summary>Number in the roster; null when the badge was unknown.</summary>
    public string? Person { get; init; }

    /// <summary>Null when unknown, not sent, or erased.</summary>
    public string? Name { get; init; }

    public string? Group { get; init; }

    public string? Direction { get; init; }

    /// <summary><c>granted</c> or <c>refused</c>.</summary>
    public required string Decision { get; init; }

    public string? Reason { get; init; }

    /// <summary>Null when nothing was measured.</summary>
    public string? Verdict { get; init; }

    public int Readings { get; init; }

    /// <summary>Null until the closing has arrived.</summary>
    public string? Outcome { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    public double? WorkMilliseconds { get; init; }

    public double? WaitMilliseconds { get; init; }

    public required string Passage { get; init; }

    public required string Epoch { get; init; }

    public required long Sequence { get; init; }

    public bool Simulated { get; init; }

    /// <summary>Its place in the list.</summary>
    public required string Cursor { get; init; }
}
