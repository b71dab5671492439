using CsCheck;
using Gatehouse.Hardware.Badges;

namespace Gatehouse.Hardware.Tests.Badges;

public sealed class WiegandFormatTests
{
    internal static readonly Gen<BadgeNumber> AnyBadge = Of(WiegandFormat.H10301, 255, 65535);

    private static readonly Gen<WiegandFormat> AnyFormat = Gen.OneOf<WiegandFormat>(
        WiegandFormat.H10301, WiegandFormat.H10306, WiegandFormat.H10302, WiegandFormat.H10304);

    private static readonly Gen<(WiegandFormat Format, BadgeNumber Badge)> AnyBadgeOfAnyFormat = AnyFormat.SelectMany(
        format => (format.Name switch
        {
            "H10302" => Of(format, 0, (1L << 35) - 1),
            "H10304" => Of(format, 65535, (1L << 19) - 1),
            "H10306" => Of(format, 65535, 65535),
            _ => AnyBadge,
        }).Select(badge => (format, badge)));

    // The first two are printed in HID's "Understanding card data formats" as bit patterns; the others are computed
    // from the fields' positions published there and by Roger ("Wiegand interface").
    [Theory]
    [InlineData("H10301", 0x2020002, "1:1")]
    [InlineData("H10301", 0x2F623AE, "123:4567")]
    [InlineData("H10306", 0x209A5BBAA, "1234:56789")]
    [InlineData("H10304", 0x0A5C3C481, "2652:123456")]
    [InlineData("H10302", 0x15BFB8386A, "12345678901")]
    [InlineData("RAW8", 0x5A, "5A")]
    [InlineData("RAW40", 0x0000000001, "0000000001")]
    [InlineData("RAW64", -1, "FFFFFFFFFFFFFFFF")]
    public void Reads_known_frames(string name, long frame, string number)
    {
        var format = WiegandFormat.Named(name)!;
        Assert.Equal(new WiegandDecoding(new BadgeNumber(name, number), null), format.Decode((ulong)frame, format.Length));
    }

    [Fact]
    public void Every_badge_comes_back() => AnyBadgeOfAnyFormat.Sample(
        of => Assert.Equal(of.Badge, of.Format.Decode(of.Format.Encode(of.Badge), of.Format.Length).Badge));

    [Fact]
    public void Every_raw_frame_comes_back() => Gen.Select(Gen.Int[1, 63], Gen.Long[0, long.MaxValue]).Sample((length, bits) =>
    {
        var format = WiegandFormat.Raw(length);
        var frame = (ulong)bits >> (64 - length);
        Assert.Equal(frame, format.Encode(format.Decode(frame, length).Badge!.Value));
    });

    [Fact]
    public void Any_one_wrong_bit_is_a_wrong_parity() => Gen.Select(AnyBadgeOfAnyFormat, Gen.Int[0, 36])
        .Where((of, bit) => bit < of.Format.Length && !(of.Format.Length == 37 && bit == 37 - 19))
        .Sample((of, bit) => Assert.Equal(
            new WiegandDecoding(null, WiegandFault.Parity), of.Format.Decode(of.Format.Encode(of.Badge) ^ (1ul << bit), of.Format.Length)));

    [Fact]
    public void Any_other_length_is_no_badge() => Gen.Select(AnyBadgeOfAnyFormat, Gen.Int[0, 64])
        .Where((of, length) => length != of.Format.Length)
        .Sample((of, length) => Assert.Equal(
            new WiegandDecoding(null, WiegandFault.Length), of.Format.Decode(of.Format.Encode(of.Badge), length)));

    [Theory]
    [InlineData("H10301", "256:1")]
    [InlineData("H10301", "-1:1")]
    [InlineData("H10301", "1:65536")]
    [InlineData("H10301", "1:-1")]
    [InlineData("H10301", "1")]
    [InlineData("H10301", "1:2:3")]
    [InlineData("H10302", "34359738368")]
    [InlineData("H10304", "1:1")]
    [InlineData("RAW26", "1")]
    public void Does_not_encode_what_does_not_fit(string format, string number)
    {
        var other = format is "H10304" or "RAW26" ? WiegandFormat.H10301 : WiegandFormat.Named(format)!;
        Assert.ThrowsAny<ArgumentException>(() => other.Encode(new BadgeNumber(format, number)));
    }

    [Theory]
    [InlineData("H10305")]
    [InlineData("RAW0")]
    [InlineData("RAW65")]
    [InlineData("RAW")]
    [InlineData("RAW-1")]
    public void There_is_no_such_format(string name) => Assert.Null(WiegandFormat.Named(name));

    private static Gen<BadgeNumber> Of(WiegandFormat format, int facilities, long cards) =>
        Gen.Select(Gen.Int[0, facilities], Gen.Long[0, cards], format.Badge);
}
