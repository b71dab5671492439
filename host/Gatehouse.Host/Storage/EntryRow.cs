namespace Gatehouse.Host.Storage;

/// <summary>
/// One passage, put together from its decision and its closing, whichever came first. Rebuilt from the records
/// whenever wanted; it holds no personal value.
/// </summary>
internal sealed class EntryRow
{
    public int SiteId { get; set; }

    /// <summary>Epoch and number of the record that came first, of its decision or its closing: its place among those of the same time.</summary>
    public long MadeByEpochId { get; set; }

    public long MadeBySequence { get; set; }

    /// <summary>The month of that receipt, as 202603.</summary>
    public int Month { get; set; }

    public long KioskId { get; set; }

    /// <summary>The passage's GUID in 32 digits.</summary>
    public required string Passage { get; set; }

    /// <summary>Wall time of the decision at the kiosk; of the closing until the decision has arrived.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>
    /// Its place in the list and under a filter of time: <see cref="At"/>, or <see cref="CorrectedFrom"/> where the kiosk's clock
    /// was not in step, but never after the receipt, so that a kiosk with a clock far ahead cannot hold the top of the list.
    /// </summary>
    public DateTimeOffset When { get; set; }

    /// <summary>Whether the kiosk's clock was in step at the decision.</summary>
    public bool Synced { get; set; } = true;

    /// <summary>The boot in which it was decided, and ticks since then; null in entries of older versions and until it has arrived.</summary>
    public string? Boot { get; set; }

    public long? Mono { get; set; }

    /// <summary>Between these it was decided, where the clock was not in step and the boot's records tell; else null.</summary>
    public DateTimeOffset? CorrectedFrom { get; set; }

    public DateTimeOffset? CorrectedTo { get; set; }

    /// <summary>Epoch and number of the decision; null until it has arrived.</summary>
    public long? EpochId { get; set; }

    public long? Sequence { get; set; }

    public bool Granted { get; set; }

    public bool Simulated { get; set; }

    public string? Direction { get; set; }

    public string? Reason { get; set; }

    public string? Person { get; set; }

    public string? Group { get; set; }

    public string? Verdict { get; set; }

    public int Readings { get; set; }

    /// <summary>Epoch and number of the closing; null until it has arrived.</summary>
    public long? ClosingEpochId { get; set; }

    public long? ClosingSequence { get; set; }

    public DateTimeOffset? ClosedAt { get; set; }

    public string? Outcome { get; set; }

    public double? WorkMilliseconds { get; set; }

    public double? WaitMilliseconds { get; set; }
}
