namespace Gatehouse.Contract;

/// <summary>A day that is not like others of its week.</summary>
/// <param name="Date">The day, at the site.</param>
/// <param name="Hours">What is open on it; empty where nothing is.</param>
/// <param name="Name">What people call it.</param>
public sealed record SpecialDay(DateOnly Date, IReadOnlyList<DayHours> Hours, string? Name = null);

/// <summary>An open time of one day.</summary>
/// <param name="From">When it begins.</param>
/// <param name="To">When it ends, exclusive; at or before <paramref name="From"/> on the next day.</param>
public readonly record struct DayHours(TimeOnly From, TimeOnly To)
{
    /// <summary>Whether it is open at a time of the day on which it begins.</summary>
    public bool IsOpenOnItsDay(TimeOnly time) => time >= From && (To <= From || time < To);

    /// <summary>Whether it is open at a time of the day after.</summary>
    public bool IsOpenOnTheNext(TimeOnly time) => To <= From && time < To;
}
