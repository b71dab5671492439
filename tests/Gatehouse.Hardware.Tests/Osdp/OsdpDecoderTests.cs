using CsCheck;
using Gatehouse.Hardware.Osdp;

namespace Gatehouse.Hardware.Tests.Osdp;

public sealed class OsdpDecoderTests
{
    private const string Ack = "538008000540689F";
    private const string Poll = "530008000560DA99";

    [Fact]
    public void Finds_packets_after_marks_and_one_behind_the_other() =>
        Assert.Equal(["60", "40", "60"], Codes(new OsdpDecoder(), "FF" + Poll + "FFFF" + Ack + Poll));

    [Fact]
    public void Finds_a_packet_that_comes_byte_by_byte()
    {
        var decoder = new OsdpDecoder();
        Assert.Equal(["40"], Convert.FromHexString(Ack).SelectMany(value => Codes(decoder, Convert.ToHexString([value]))));
    }

    [Theory]
    [InlineData("53")]
    [InlineData("535353535353")]
    [InlineData("5380FFFF05")]
    [InlineData("5380000005")]
    [InlineData("5380080005410000")]
    [InlineData("538009000D031940")]
    public void Finds_a_packet_behind_a_false_start(string noise) => Assert.Equal(["40"], Codes(new OsdpDecoder(), noise + Ack));

    [Fact]
    public void A_length_that_lies_hides_no_packet_behind_it()
    {
        var decoder = new OsdpDecoder();
        // It announces 64 bytes: five packets and the beginning of a sixth are inside.
        Assert.Equal(Enumerable.Repeat("40", 10), Codes(decoder, "5380400005" + string.Concat(Enumerable.Repeat(Ack, 10))));
        Assert.Equal(1, decoder.Refused);
    }

    [Fact]
    public void What_was_begun_can_be_forgotten()
    {
        var decoder = new OsdpDecoder();
        Assert.Empty(Codes(decoder, "5380400005"));
        decoder.Clear();
        Assert.Equal(["40"], Codes(decoder, Ack));
    }

    [Fact]
    public void Counts_what_was_damaged()
    {
        var decoder = new OsdpDecoder();
        Assert.Equal(["40"], Codes(decoder, "538008000540689E" + Ack));
        Assert.Equal(1, decoder.Refused);
    }

    [Fact]
    public void Any_noise_before_a_packet_costs_at_most_the_wait_for_a_packets_length() => Gen.Byte.Array[0, 600].Sample(noise =>
    {
        var decoder = new OsdpDecoder();
        var all = Codes(decoder, Convert.ToHexString(noise) + string.Concat(Enumerable.Repeat(Ack, 1 + (OsdpPacket.Longest / 8))));
        Assert.Equal("40", all[^1]);
    });

    private static List<string> Codes(OsdpDecoder decoder, string hex)
    {
        var codes = new List<string>();
        ReadOnlySpan<byte> bytes = Convert.FromHexString(hex);
        while (decoder.Next(ref bytes) is { } packet)
        {
            codes.Add(packet.Code.ToString("X2", null));
        }

        return codes;
    }
}
