namespace Gatehouse.Contract;

/// <summary>What the host holds of one epoch; the answer to every upload and to the question before it.</summary>
/// <param name="Epoch">The epoch.</param>
/// <param name="Watermark">The highest number up to which the host holds everything or knows that it is lost; 0 when there is none.</param>
/// <param name="Missing">What is missing between the watermark and <paramref name="Last"/>, in order.</param>
/// <param name="Last">
/// The last record held; null when the host holds nothing. Of more gaps than one answer names, it is the last before the
/// first that is not named.
/// </param>
/// <param name="Newest">The last of the kiosk's epochs in their order of which the host holds anything; null when it holds nothing of any.</param>
public sealed record IngestAnswer(string Epoch, long Watermark, IReadOnlyList<SequenceRange> Missing, HeldRecord? Last, string? Newest = null);

/// <summary>A record that the host holds: a kiosk whose own of that number has another hash lost or exchanged its journal.</summary>
/// <param name="Sequence">Its number.</param>
/// <param name="Hash">Its hash, as hexadecimal digits; empty in the answer about a number that the host does not hold.</param>
public sealed record HeldRecord(long Sequence, string Hash);

/// <summary>Sequence numbers from <paramref name="From"/> to <paramref name="To"/>, both included.</summary>
public readonly record struct SequenceRange(long From, long To);
