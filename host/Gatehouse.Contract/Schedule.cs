using System.Text.Json.Serialization;

namespace Gatehouse.Contract;

/// <summary>When a group may enter, week by week, and on days that are not like others.</summary>
/// <param name="Name">The schedule's name.</param>
/// <param name="Windows">The times that are open.</param>
/// <param name="Days">Days with hours of their own, such as holidays: of the week nothing begins on them. Null for none.</param>
public sealed record Schedule(string Name, IReadOnlyList<ScheduleWindow> Windows, IReadOnlyList<SpecialDay>? Days = null)
{
    /// <summary>
    /// Whether it is open at a local time. What is open belongs to the day on which it begins: a night shift that began before a
    /// holiday goes on into it, and none begins on it.
    /// </summary>
    public bool IsOpen(DateTime local)
    {
        var (today, time) = (DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
        return HoursOf(today).Any(hours => hours.IsOpenOnItsDay(time))
            || (today > DateOnly.MinValue && HoursOf(today.AddDays(-1)).Any(hours => hours.IsOpenOnTheNext(time)));
    }

    private IEnumerable<DayHours> HoursOf(DateOnly day) =>
        Days?.FirstOrDefault(special => special.Date == day) is { } found
            ? found.Hours
            : Windows.Where(window => window.Days.Contains(day.DayOfWeek)).Select(window => new DayHours(window.From, window.To));
}

/// <summary>An open time on some days of the week.</summary>
/// <param name="Days">The days on which it begins.</param>
/// <param name="From">When it begins.</param>
/// <param name="To">When it ends, exclusive; at or before <paramref name="From"/> it ends on the next day, as a night shift does.</param>
public sealed record ScheduleWindow(IReadOnlyList<DayOfWeek> Days, TimeOnly From, TimeOnly To);

/// <summary>Days by name only: a number beyond the week would be a window that never opens.</summary>
public sealed class DayNames() : JsonStringEnumConverter<DayOfWeek>(namingPolicy: null, allowIntegerValues: false);
