using System.Text.Json.Serialization;

namespace Gatehouse.Contract;

/// <summary>
/// What a kiosk signs from time to time: that its journal stood here. It covers every record before it, since each names
/// the hash of the one before. It is no record itself but stands beside them, as a <see cref="SignedLine"/>.
/// </summary>
/// <param name="Statement">Always <see cref="Word"/>, so that no other signed text can be taken for a checkpoint.</param>
/// <param name="Kiosk">The kiosk.</param>
/// <param name="Epoch">The epoch.</param>
/// <param name="Sequence">The number of its last durable record, from 1.</param>
/// <param name="Hash">The hash of that record.</param>
/// <param name="At">The kiosk's wall clock, UTC.</param>
/// <param name="Boot">The boot in which it was signed, a GUID of 32 digits.</param>
/// <param name="Key">The name of the signing key: <see cref="SignedLine.KeyName"/>.</param>
public sealed record Checkpoint(
    string Statement, string Kiosk, string Epoch, long Sequence, string Hash, DateTimeOffset At, string Boot, string Key)
{
    /// <summary>What <see cref="Statement"/> says.</summary>
    public const string Word = "checkpoint";

    /// <summary>Whether its words are within the bounds of what they stand for.</summary>
    [JsonIgnore]
    public bool IsSound =>
        Statement == Word && KioskId.TryParse(Kiosk, out _) && Epoch is not null && EpochName.IsValid(Epoch)
        && Sequence is > 0 and <= RecordLimits.MaxSequence && RecordHash.TryParse(Hash, out _)
        && Guid.TryParseExact(Boot, "N", out _) && Key is { Length: <= RecordLimits.MaxWord };
}

/// <summary>
/// What the host signs when it has verified a checkpoint against all that it holds: from then on neither side alone can
/// rewrite what the checkpoint covers.
/// </summary>
/// <param name="Statement">Always <see cref="Word"/>.</param>
/// <param name="Checkpoint">The SHA-256 of the checkpoint's whole line, its signature included, as hexadecimal digits.</param>
/// <param name="Kiosk">The checkpoint's kiosk.</param>
/// <param name="Epoch">The checkpoint's epoch.</param>
/// <param name="Sequence">The checkpoint's number.</param>
/// <param name="At">The host's wall clock, UTC.</param>
public sealed record Countersignature(string Statement, string Checkpoint, string Kiosk, string Epoch, long Sequence, DateTimeOffset At)
{
    /// <summary>What <see cref="Statement"/> says.</summary>
    public const string Word = "countersignature";

    /// <summary>Whether it is of the checkpoint in this line.</summary>
    public bool IsOf(ReadOnlySpan<byte> line) => Statement == Word && Checkpoint == RecordHash.Of(line).ToString();
}

/// <summary>The host's answer to a checkpoint.</summary>
/// <param name="Line">The <see cref="Countersignature"/> as a <see cref="SignedLine"/>.</param>
public sealed record CheckpointAnswer(string Line);
