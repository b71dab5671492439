using CsCheck;
using Gatehouse.Hardware.Badges;

namespace Gatehouse.Hardware.Tests.Badges;

public sealed class Wiegand26Tests
{
    internal static readonly Gen<BadgeNumber> AnyBadge =
        Gen.Select(Gen.Int[0, 255], Gen.Int[0, 65535], (facility, card) => new BadgeNumber(Wiegand26.Format, facility, card));

    [Theory]
    [InlineData(0x2020002, 1, 1)]
    [InlineData(0x2F623AE, 123, 4567)]
    public void Reads_known_frames(int frame, int facility, int card) =>
        Assert.Equal(new WiegandDecoding(new BadgeNumber("H10301", facility, card), null), Wiegand26.Decode((ulong)frame, 26));

    [Fact]
    public void Every_badge_comes_back() => AnyBadge.Sample(
        badge => Assert.Equal(badge, Wiegand26.Decode(Wiegand26.Encode(badge), Wiegand26.Length).Badge));

    [Fact]
    public void Any_one_wrong_bit_is_a_wrong_parity() => Gen.Select(AnyBadge, Gen.Int[0, 25]).Sample((badge, bit) =>
        Assert.Equal(
            new WiegandDecoding(null, WiegandFault.Parity), Wiegand26.Decode(Wiegand26.Encode(badge) ^ (1ul << bit), Wiegand26.Length)));

    [Fact]
    public void Any_other_length_is_no_badge() => Gen.Select(AnyBadge, Gen.Int[0, 64]).Where((_, length) => length != 26).Sample(
        (badge, length) => Assert.Equal(
            new WiegandDecoding(null, WiegandFault.Length), Wiegand26.Decode(Wiegand26.Encode(badge), length)));

    [Theory]
    [InlineData("H10301", 256, 1)]
    [InlineData("H10301", -1, 1)]
    [InlineData("H10301", 1, 65536)]
    [InlineData("H10301", 1, -1)]
    [InlineData("H10304", 1, 1)]
    public void Does_not_encode_what_does_not_fit(string format, int facility, int card) =>
        Assert.Throws<ArgumentException>(() => Wiegand26.Encode(new BadgeNumber(format, facility, card)));
}
