using Gatehouse.Contract;
using Gatehouse.Hardware.Badges;
using Gatehouse.Kiosk.Access;

namespace Gatehouse.Kiosk.Tests.Access;

public sealed class PlainBadgesTests
{
    [Theory]
    [InlineData("H10301:7:99", "H10301:7:99")]
    [InlineData("H10301:007:00099", "H10301:7:99")]
    [InlineData("H10302:123456789", "H10302:123456789")]
    [InlineData("RAW40:0000C0FFEE", "RAW40:0000C0FFEE")]
    [InlineData("UID:04A1B2C3D4E5F6", "UID:04A1B2C3D4E5F6")]
    [InlineData("KEYS:0042", "KEYS:0042")]
    public void A_badge_as_a_reader_says_it_is_kept_as_its_keyed_hash(string written, string said)
    {
        var access = new AccessControl(PlainBadges.Hashed(Rosters.With(new RosterPerson("P9", "Dee", "office", [written]))));
        Assert.Equal("P9", access.Owner(access.Hash(BadgeNumber.Parse(said)))?.Number);
    }

    [Fact]
    public void A_hash_stays_as_it_is() => Assert.Equal(Rosters.Roster.People.SelectMany(p => p.Badges), PlainBadges.Hashed(Rosters.Roster).People.SelectMany(p => p.Badges));

    [Theory]
    [InlineData("")]
    [InlineData("1201")]
    [InlineData(":1")]
    [InlineData("h10301:7:1")]
    [InlineData("H10301:7")]
    [InlineData("H10301:256:1")]
    [InlineData("H10301:7:65536")]
    [InlineData("H10301:7:-1")]
    [InlineData("H10301:7:1:2")]
    [InlineData("RAW65:1")]
    [InlineData("UID:04a1b2c3")]
    [InlineData("UID:04A1B2C")]
    [InlineData("UID:04A1")]
    [InlineData("KEYS:")]
    [InlineData("KEYS:00a2")]
    [InlineData("00112233445566778899AABBCCDDEEFF")]
    public void What_no_reader_says_is_refused_with_the_person_named(string badge)
    {
        var refused = Assert.Throws<RosterException>(() => PlainBadges.Hashed(Rosters.With(new RosterPerson("P9", "Dee", "office", [badge]))));
        Assert.Contains("P9", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("04a1b2c3", refused.Message, StringComparison.Ordinal);
    }
}
