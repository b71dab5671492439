using Gatehouse.Contract;
using Gatehouse.Kiosk.Access;

namespace Gatehouse.Kiosk.Tests.Access;

/// <summary>A roster that contradicts itself is refused whole, with a message that names where.</summary>
public sealed class MalformedRosterTests
{
    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("not base64")]
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIj")] // 36 bytes
    public void Without_a_badge_key_of_32_bytes(string key) => Refused(Rosters.Roster with { BadgeKey = key }, "badge key");

    [Theory]
    [InlineData("")]
    [InlineData("Asia/Shanghay")]
    public void With_a_time_zone_nobody_knows(string zone) =>
        Refused(Rosters.Roster with { TimeZone = zone }, $"time zone '{zone}'", "Asia/Shanghai");

    [Fact]
    public void With_a_person_of_a_group_that_is_not_in_it() =>
        Refused(Rosters.With(new RosterPerson("P9", "Dee", "ghosts", [])), "P9", "'ghosts'");

    [Fact]
    public void With_a_group_of_a_schedule_that_is_not_in_it() =>
        Refused(Rosters.Roster with { Groups = [.. Rosters.Roster.Groups, new RosterGroup("g", "never")] }, "'g'", "'never'");

    [Fact]
    public void With_one_badge_for_two_people() =>
        Refused(Rosters.With(new RosterPerson("P9", "Dee", "office", [Rosters.Hash(2)])), "P2", "P9", "same badge");

    [Fact]
    public void With_one_badge_twice() =>
        Refused(Rosters.With(new RosterPerson("P9", "Dee", "office", [Rosters.Hash(9), Rosters.Hash(9)])), "P9", "twice");

    [Fact]
    public void With_a_permission_that_ends_before_it_begins() =>
        Refused(Rosters.With(new RosterPerson("P9", "Dee", "office", [], DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch)), "P9", "valid from");

    [Theory]
    [InlineData("", "Dee")]
    [InlineData("P9", "")]
    public void With_a_person_without_number_or_name(string number, string name) =>
        Refused(Rosters.With(new RosterPerson(number, name, "office", [])), "no number or no name");

    [Fact]
    public void With_one_number_for_two_people() =>
        Refused(Rosters.With(new RosterPerson("P2", "Dee", "office", [Rosters.Hash(9)])), "P2", "twice");

    [Fact]
    public void With_a_group_described_twice() =>
        Refused(Rosters.Roster with { Groups = [.. Rosters.Roster.Groups, new RosterGroup("line", null)] }, "'line'", "twice");

    [Fact]
    public void With_a_schedule_described_twice() =>
        Refused(Rosters.Roster with { Schedules = [.. Rosters.Roster.Schedules, new Schedule("day", [])] }, "'day'", "twice");

    [Fact]
    public void With_an_entry_that_is_null()
    {
        Refused(Rosters.Roster with { People = [null!] }, "people", "null");
        Refused(Rosters.Roster with { Groups = [null!] }, "groups", "null");
        Refused(Rosters.Roster with { Schedules = [new Schedule("day", [null!])] }, "schedules", "null");
        Refused(Rosters.With(new RosterPerson("P9", "Dee", "office", [null!])), "people", "null");
    }

    [Theory]
    [InlineData("H10301:7:1")]
    [InlineData("")]
    [InlineData("00112233445566778899AABBCCDDEEFF")]
    public void With_a_badge_that_is_no_keyed_hash(string badge)
    {
        var error = Refused(Rosters.With(new RosterPerson("P9", "Dee", "office", [badge])), "P9", "keyed hash");
        Assert.True(badge.Length == 0 || !error.Message.Contains(badge, StringComparison.Ordinal), "a badge number must not reach a log");
    }

    [Fact]
    public void With_a_text_that_the_host_would_refuse_in_a_record()
    {
        var longest = new string('x', RecordLimits.MaxName);
        var person = new RosterPerson(longest, longest, longest, []);
        Roster Of(RosterPerson one, string group) => Rosters.With(one) with { Groups = [.. Rosters.Roster.Groups, new RosterGroup(group)] };

        Assert.Null(Record.Exception(() => new AccessControl(Of(person, longest))));
        Refused(Of(person with { Number = longest + "y" }, longest), "number of a person", "128");
        Refused(Of(person with { Name = longest + "y" }, longest), "name of a person", "128");
        Refused(Of(person with { Group = longest + "y" }, longest + "y"), "name of a group", "128");
    }

    private static RosterException Refused(Roster roster, params string[] says)
    {
        var error = Assert.Throws<RosterException>(() => new AccessControl(roster));
        Assert.All(says, text => Assert.Contains(text, error.Message, StringComparison.Ordinal));
        return error;
    }
}
