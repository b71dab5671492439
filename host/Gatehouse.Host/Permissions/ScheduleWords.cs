using System.Globalization;
using Gatehouse.Contract;

namespace Gatehouse.Host.Permissions;

/// <summary>Open times as people write them: <c>Mon-Fri 07:00-19:00</c>, <c>Sat,Sun 22:00-06:00</c>, <c>daily 00:00-24:00</c>; and those of one day, <c>08:00-12:00</c>.</summary>
internal static class ScheduleWords
{
    private static readonly string[] Days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

    /// <summary>A window of the week; null where the text is none.</summary>
    public static ScheduleWindow? Window(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var days, var hours] && DaysOf(days) is { Count: > 0 } on && Hours(hours) is { } open
            ? new ScheduleWindow(on, open.From, open.To)
            : null;

    /// <summary>Hours of a day; null where the text is none.</summary>
    public static DayHours? Hours(string text) =>
        text.Split('-', StringSplitOptions.TrimEntries) is [var from, var to] && Time(from) is { } begin && Time(to) is { } end ? new DayHours(begin, end) : null;

    /// <summary>A window as people write it.</summary>
    public static string Of(ScheduleWindow window) => $"{(window.Days.Distinct().Count() == Days.Length ? "daily" : string.Join(',', window.Days.Select(d => Days[(int)d])))} {Of(new DayHours(window.From, window.To))}";

    /// <summary>Hours as people write them.</summary>
    public static string Of(DayHours hours) => string.Create(
        CultureInfo.InvariantCulture, $"{hours.From:HH:mm}-{(hours.To == TimeOnly.MinValue ? "24:00" : hours.To.ToString("HH:mm", CultureInfo.InvariantCulture))}");

    private static List<DayOfWeek>? DaysOf(string text)
    {
        if (text.Equals("daily", StringComparison.OrdinalIgnoreCase))
        {
            return [.. Enum.GetValues<DayOfWeek>()];
        }

        var days = new List<DayOfWeek>();
        foreach (var part in text.Split(','))
        {
            var ends = part.Split('-').Select(Day).ToArray();
            if (ends is not ([{ }] or [{ }, { }]))
            {
                return null;
            }

            var (day, last) = (ends[0]!.Value, ends[^1]!.Value);
            days.Add((DayOfWeek)day);
            while (day != last)
            {
                day = (day + 1) % Days.Length;
                days.Add((DayOfWeek)day);
            }
        }

        return days;
    }

    private static int? Day(string text) =>
        Array.FindIndex(Days, day => day.Equals(text, StringComparison.OrdinalIgnoreCase)) is >= 0 and var found ? found
        : Enum.TryParse<DayOfWeek>(text, ignoreCase: true, out var named) && text.All(char.IsAsciiLetter) ? (int)named
        : null;

    private static TimeOnly? Time(string text) =>
        text == "24:00" ? TimeOnly.MinValue
        : TimeOnly.TryParseExact(text, ["H:mm", "HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time
        : null;
}
