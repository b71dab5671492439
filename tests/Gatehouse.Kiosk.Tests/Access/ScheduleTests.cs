using CsCheck;
using Gatehouse.Contract;

namespace Gatehouse.Kiosk.Tests.Access;

public sealed class ScheduleTests
{
    private static readonly DateTime Monday = new(2026, 3, 2);

    [Theory]
    [InlineData("06:59:59", false)]
    [InlineData("07:00:00", true)]
    [InlineData("18:59:59", true)]
    [InlineData("19:00:00", false)]
    public void A_window_holds_its_beginning_and_not_its_end(string time, bool open) =>
        Assert.Equal(open, Week(new ScheduleWindow([DayOfWeek.Monday], new TimeOnly(7, 0), new TimeOnly(19, 0))).IsOpen(Monday + TimeSpan.Parse(time, null)));

    [Fact]
    public void A_night_belongs_to_the_day_on_which_it_begins()
    {
        var night = Week(new ScheduleWindow([DayOfWeek.Monday], new TimeOnly(22, 0), new TimeOnly(6, 0)));
        Assert.False(night.IsOpen(Monday.AddHours(5)));
        Assert.False(night.IsOpen(Monday.AddHours(21.9)));
        Assert.True(night.IsOpen(Monday.AddHours(22)));
        Assert.True(night.IsOpen(Monday.AddHours(24)));
        Assert.True(night.IsOpen(Monday.AddHours(29.9)));
        Assert.False(night.IsOpen(Monday.AddHours(30)));
        Assert.False(night.IsOpen(Monday.AddHours(46)));
    }

    [Fact]
    public void A_window_until_midnight_ends_at_midnight()
    {
        var evening = Week(new ScheduleWindow([DayOfWeek.Monday], new TimeOnly(12, 0), new TimeOnly(0, 0)));
        Assert.True(evening.IsOpen(Monday.AddHours(24).AddTicks(-1)));
        Assert.False(evening.IsOpen(Monday.AddHours(24)));
        Assert.False(evening.IsOpen(Monday));
    }

    [Fact]
    public void A_window_from_a_time_to_itself_is_a_whole_day()
    {
        var gen = Gen.Int[0, (24 * 60) - 1];
        Gen.Select(gen, gen).Sample((from, at) =>
        {
            var start = TimeOnly.FromTimeSpan(TimeSpan.FromMinutes(from));
            return Week(new ScheduleWindow([DayOfWeek.Monday], start, start)).IsOpen(Monday.AddMinutes(from + at));
        });
    }

    [Fact]
    public void A_window_is_open_for_its_length_once_a_week()
    {
        var minute = Gen.Int[0, (24 * 60) - 1];
        Gen.Select(minute, minute, Gen.Int[0, 6]).Sample(
            (from, to, day) =>
            {
                var week = Week(new ScheduleWindow(
                    [(DayOfWeek)day], TimeOnly.FromTimeSpan(TimeSpan.FromMinutes(from)), TimeOnly.FromTimeSpan(TimeSpan.FromMinutes(to))));
                var open = Enumerable.Range(0, 7 * 24 * 60).Count(at => week.IsOpen(Monday.AddMinutes(at)));
                return open == (to > from ? to - from : to - from + (24 * 60));
            },
            iter: 30);
    }

    [Fact]
    public void A_schedule_without_windows_is_never_open() => Assert.False(new Schedule("none", []).IsOpen(Monday));

    [Fact]
    public void A_schedule_is_open_in_any_of_its_windows()
    {
        var schedule = new Schedule(
            "two",
            [
                new ScheduleWindow([DayOfWeek.Monday], new TimeOnly(6, 0), new TimeOnly(8, 0)),
                new ScheduleWindow([DayOfWeek.Monday], new TimeOnly(7, 0), new TimeOnly(9, 0)),
            ]);
        Assert.True(schedule.IsOpen(Monday.AddHours(6)));
        Assert.True(schedule.IsOpen(Monday.AddHours(8.5)));
        Assert.False(schedule.IsOpen(Monday.AddHours(9)));
    }

    [Fact]
    public void A_holiday_has_its_own_hours_and_a_night_that_began_before_it_goes_on()
    {
        var night = new ScheduleWindow([DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday], new TimeOnly(22, 0), new TimeOnly(6, 0));
        var holiday = new SpecialDay(new DateOnly(2026, 3, 3), [new DayHours(new TimeOnly(9, 0), new TimeOnly(12, 0))], "Lantern festival");
        var schedule = new Schedule("night", [night], [holiday]);
        Assert.True(schedule.IsOpen(Monday.AddHours(22)));
        Assert.True(schedule.IsOpen(Monday.AddHours(24 + 5.9)));
        Assert.False(schedule.IsOpen(Monday.AddHours(24 + 6)));
        Assert.True(schedule.IsOpen(Monday.AddHours(24 + 9)));
        Assert.False(schedule.IsOpen(Monday.AddHours(24 + 12)));
        Assert.False(schedule.IsOpen(Monday.AddHours(24 + 23)));
        Assert.False(schedule.IsOpen(Monday.AddHours(48 + 5)));
        Assert.True(schedule.IsOpen(Monday.AddHours(48 + 22)));
    }

    [Fact]
    public void A_day_off_is_closed_and_a_special_night_lasts_into_the_next_day()
    {
        var week = new ScheduleWindow([DayOfWeek.Monday, DayOfWeek.Tuesday], new TimeOnly(7, 0), new TimeOnly(19, 0));
        var off = new SpecialDay(new DateOnly(2026, 3, 2), []);
        Assert.False(new Schedule("day", [week], [off]).IsOpen(Monday.AddHours(8)));
        Assert.True(new Schedule("day", [week], [off]).IsOpen(Monday.AddHours(24 + 8)));
        var inventory = off with { Hours = [new DayHours(new TimeOnly(20, 0), new TimeOnly(2, 0))] };
        Assert.True(new Schedule("day", [week], [inventory]).IsOpen(Monday.AddHours(25.9)));
        Assert.False(new Schedule("day", [week], [inventory]).IsOpen(Monday.AddHours(26)));
    }

    private static Schedule Week(ScheduleWindow window) => new("week", [window]);
}
