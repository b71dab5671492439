using System.Text.Json.Serialization;

namespace Gatehouse.Contract;

/// <summary>When a group may enter, week by week.</summary>
/// <param name="Name">The schedule's name.</param>
/// <param name="Windows">The times that are open.</param>
public sealed record Schedule(string Name, IReadOnlyList<ScheduleWindow> Windows)
{
    /// <summary>Whether a local time lies in one of the windows.</summary>
    public bool IsOpen(DateTime local) => Windows.Any(window => window.Contains(local));
}

/// <summary>An open time on some days of the week.</summary>
/// <param name="Days">The days on which it begins.</param>
/// <param name="From">When it begins.</param>
/// <param name="To">When it ends, exclusive; at or before <paramref name="From"/> it ends on the next day, as a night shift does.</param>
public sealed record ScheduleWindow(IReadOnlyList<DayOfWeek> Days, TimeOnly From, TimeOnly To)
{
    /// <summary>Whether a local time lies in it.</summary>
    public bool Contains(DateTime local)
    {
        var time = TimeOnly.FromDateTime(local);
        var overMidnight = To <= From;
        return overMidnight
            ? (Days.Contains(local.DayOfWeek) && time >= From) || (Days.Contains(local.AddDays(-1).DayOfWeek) && time < To)
            : Days.Contains(local.DayOfWeek) && time >= From && time < To;
    }
}

/// <summary>Days by name only: a number beyond the week would be a window that never opens.</summary>
public sealed class DayNames() : JsonStringEnumConverter<DayOfWeek>(namingPolicy: null, allowIntegerValues: false);
