using Gatehouse.Contract;

namespace Gatehouse.Host.Entries;

/// <summary>How much the host holds and whether it hangs together.</summary>
/// <param name="Records">Records of all kiosks.</param>
/// <param name="Passages">Passages whose decision is held.</param>
/// <param name="Gaps">Missing records between those that are held, and before the end that a later epoch names.</param>
/// <param name="Alarms">How many alarms about journals are active or not acknowledged.</param>
/// <param name="Chain">One of <see cref="ChainState"/>.</param>
/// <param name="Kiosks">Each kiosk.</param>
internal sealed record Summary(long Records, long Passages, long Gaps, long Alarms, string Chain, IReadOnlyList<KioskSummary> Kiosks);

/// <summary>What is held of one kiosk.</summary>
internal sealed record KioskSummary(string Kiosk, long Records, IReadOnlyList<EpochSummary> Epochs);

/// <summary>What is held of one epoch.</summary>
/// <param name="Epoch">Its name.</param>
/// <param name="Records">Records held.</param>
/// <param name="Watermark">The number up to which everything is held.</param>
/// <param name="Highest">The highest number that is known: held, or named by the epoch after.</param>
/// <param name="Missing">What is missing up to the highest.</param>
/// <param name="EndNamedBy">The epoch after, which names the end of this one; null while none does.</param>
/// <param name="EndDamaged">Whether it was found damaged, so that records after the highest may have been lost with nobody knowing.</param>
/// <param name="LastReceivedAt">When a record last came in; null when none has.</param>
/// <param name="Chain">One of <see cref="ChainState"/>.</param>
internal sealed record EpochSummary(
    string Epoch,
    long Records,
    long Watermark,
    long Highest,
    IReadOnlyList<SequenceRange> Missing,
    string? EndNamedBy,
    bool EndDamaged,
    DateTimeOffset? LastReceivedAt,
    string Chain)
{
    /// <summary>What the kiosk says is lost and is not held; the watermark has passed it.</summary>
    public IReadOnlyList<SequenceRange> Lost { get; init; } = [];

    /// <summary>Records of an older copy that contradict those held and stay at the gate.</summary>
    public SequenceRange? Parted { get; init; }

    /// <summary>The kinds of alarm about it.</summary>
    public IReadOnlyList<string> Alarms { get; init; } = [];

    /// <summary>How many records are lost.</summary>
    internal long LostRecords => Lost.Sum(l => l.To - l.From + 1);
}

/// <summary>What is known of a chain.</summary>
internal static class ChainState
{
    /// <summary>Every held record follows the one held before it.</summary>
    public const string Verified = "verified";

    /// <summary>So it is, but another history was offered as well, or a later epoch names another end.</summary>
    public const string Contradicted = "contradicted";

    /// <summary>What is stored is not what was received.</summary>
    public const string Broken = "broken";
}
