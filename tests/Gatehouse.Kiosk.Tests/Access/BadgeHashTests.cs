using CsCheck;
using Gatehouse.Contract;
using Gatehouse.Hardware.Badges;

namespace Gatehouse.Kiosk.Tests.Access;

public sealed class BadgeHashTests
{
    [Fact]
    public void Is_the_first_half_of_an_HMAC_of_the_badges_text()
    {
        // printf 'H10301:123:4567' | openssl dgst -sha256 -mac HMAC -macopt hexkey:000102…1f
        Assert.Equal(Expected, BadgeHash.Of("H10301:123:4567", Rosters.Key).Hex);
    }

    private const string Expected = "fe9701821fdb0a5be1c8f429a82cbbb2";

    [Fact]
    public void Differs_for_another_badge_and_for_another_sites_key()
    {
        var badge = Gen.Select(Gen.Int[0, 255], Gen.Int[0, 65535], (facility, card) => WiegandFormat.H10301.Badge(facility, card).ToString());
        Gen.Select(badge, badge, Gen.Byte.Array[32]).Sample((one, other, key) =>
            (one == other) == (BadgeHash.Of(one, key) == BadgeHash.Of(other, key))
            && (key.AsSpan().SequenceEqual(Rosters.Key) || BadgeHash.Of(one, key) != BadgeHash.Of(one, Rosters.Key)));
    }

    [Fact]
    public void Does_not_show_the_number()
    {
        var hash = BadgeHash.Of("H10301:123:4567", Rosters.Key).ToString();
        Assert.Equal(32, hash.Length);
        Assert.True(hash.All(char.IsAsciiHexDigitLower));
        Assert.DoesNotContain("4567", hash, StringComparison.Ordinal);
    }
}
