using Gatehouse.Contract;
using Gatehouse.Hardware.Badges;

namespace Gatehouse.Kiosk.Tests.Access;

/// <summary>Made-up people.</summary>
internal static class Rosters
{
    public static byte[] Key { get; } = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    public static BadgeNumber Badge(int card) => WiegandFormat.H10301.Badge(7, card);

    public static string Hash(int card) => BadgeHash.Of(Badge(card).ToString(), Key).Hex;

    /// <summary>Ann may always enter, Ben by day on weekdays, Cho in night shifts that begin on Sunday to Thursday.</summary>
    public static Roster Roster { get; } = new(
        "r1",
        Convert.ToBase64String(Key),
        "Asia/Shanghai",
        [
            new Schedule("day", [new ScheduleWindow([DayOfWeek.Monday, DayOfWeek.Tuesday], new TimeOnly(7, 0), new TimeOnly(19, 0))]),
            new Schedule("night", [new ScheduleWindow([DayOfWeek.Sunday, DayOfWeek.Saturday], new TimeOnly(22, 0), new TimeOnly(6, 0))]),
        ],
        [new RosterGroup("office", null), new RosterGroup("line", "day"), new RosterGroup("furnace", "night")],
        [
            new RosterPerson("P1", "Ann", "office", [Hash(1), Hash(11)]),
            new RosterPerson("P2", "Ben", "line", [Hash(2)]),
            new RosterPerson("P3", "Cho", "furnace", [Hash(3)]),
        ]);

    public static Roster With(RosterPerson person) => Roster with { People = [.. Roster.People, person] };
}
