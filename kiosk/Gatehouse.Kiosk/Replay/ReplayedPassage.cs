using Gatehouse.Kiosk.Lane;
using Gatehouse.Kiosk.Screening;

namespace Gatehouse.Kiosk.Replay;

/// <summary>A passage whose verdict was computed again.</summary>
/// <param name="At">When it was decided.</param>
/// <param name="Epoch">Its record's epoch.</param>
/// <param name="Sequence">Its record's number.</param>
/// <param name="Person">The person's number; null where the badge was unknown.</param>
/// <param name="Was">The verdict of then, as it stands in the record.</param>
/// <param name="Verdict">The verdict computed now.</param>
/// <param name="IsSame">Whether every reading is the same to its last digit.</param>
/// <param name="Recorded">The readings of then.</param>
/// <param name="Readings">The readings computed now.</param>
public sealed record ReplayedPassage(
    DateTimeOffset At,
    string Epoch,
    long Sequence,
    string? Person,
    string Was,
    Verdict Verdict,
    bool IsSame,
    IReadOnlyList<Reading> Recorded,
    IReadOnlyList<Reading> Readings)
{
    /// <summary>The verdict computed now, as a record would have it.</summary>
    public string Is => PassageRecords.Word(Verdict);

    /// <summary>Whether the verdict is the one of then.</summary>
    public bool IsSameVerdict => Is == Was;
}
