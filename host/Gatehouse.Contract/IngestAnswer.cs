namespace Gatehouse.Contract;

/// <summary>What the host holds of one epoch; the answer to every upload and to the question before it.</summary>
/// <param name="Epoch">The epoch.</param>
/// <param name="Watermark">The highest number up to which the host holds everything; 0 when it holds nothing.</param>
/// <param name="Missing">What is missing between the watermark and the highest number the host has seen, in order.</param>
public sealed record IngestAnswer(string Epoch, long Watermark, IReadOnlyList<SequenceRange> Missing);

/// <summary>Sequence numbers from <paramref name="From"/> to <paramref name="To"/>, both included.</summary>
public readonly record struct SequenceRange(long From, long To);
