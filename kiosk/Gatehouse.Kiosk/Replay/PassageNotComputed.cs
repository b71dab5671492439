namespace Gatehouse.Kiosk.Replay;

/// <summary>A passage that was measured and whose verdict could not be computed again.</summary>
/// <param name="At">When it was decided.</param>
/// <param name="Epoch">Its record's epoch.</param>
/// <param name="Sequence">Its record's number.</param>
/// <param name="Person">The person's number; null where the badge was unknown.</param>
/// <param name="Was">The verdict of then, as it stands in the record.</param>
/// <param name="Why">Why it could not: its values were erased or lost, or what was in force then is not known any more.</param>
public sealed record PassageNotComputed(DateTimeOffset At, string Epoch, long Sequence, string? Person, string Was, string Why);
