using System.Text.Json;

namespace Gatehouse.Contract;

/// <summary>One record of a kiosk's journal, as read from its line. The line's bytes are the record; this is a view of them.</summary>
public sealed record JournalRecord
{
    /// <summary>The kiosk that wrote it.</summary>
    public required KioskId Kiosk { get; init; }

    /// <summary>The epoch: a name without meaning, 1 to 40 lower-case letters, digits and hyphens, new whenever a journal begins anew.</summary>
    public required string Epoch { get; init; }

    /// <summary>The number within the epoch, from 1, without holes, to <see cref="RecordLimits.MaxSequence"/>.</summary>
    public required long Sequence { get; init; }

    /// <summary>The boot in which it was written, as a GUID of 32 digits.</summary>
    public required Guid Boot { get; init; }

    /// <summary>The kiosk's wall clock, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How far that clock could be trusted.</summary>
    public required ClockState Clock { get; init; }

    /// <summary>Monotonic time since the boot, to the microsecond. Durations are taken from this, never from <see cref="At"/>.</summary>
    public required TimeSpan Mono { get; init; }

    /// <summary>What happened: one of <see cref="RecordKind"/>; a reader keeps kinds it does not know.</summary>
    public required string Kind { get; init; }

    /// <summary>True when any device was simulated.</summary>
    public required bool Simulated { get; init; }

    /// <summary>What the kind says, a JSON object.</summary>
    public required JsonElement Body { get; init; }

    /// <summary>The hash of the record before, <see cref="RecordHash.None"/> in an epoch's first.</summary>
    public required RecordHash Previous { get; init; }

    /// <summary>This record's own hash.</summary>
    public required RecordHash Hash { get; init; }
}
