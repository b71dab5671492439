using CsCheck;
using Gatehouse.Hardware.Cards;

namespace Gatehouse.Hardware.Tests.Cards;

public sealed class Pn532FrameParserTests
{
    [Theory]
    // nfc-tools/libnfc, issue 671: a log of a PN532 at a UART, the answer to RFConfiguration in the pieces in which it came.
    [InlineData("D533", "0000FF00FF00", "0000FF02FE", "D533", "F800")]
    // nfc-tools/libnfc, issue 86: a PN532 v1.6 at a UART that sees no card, and releases.
    [InlineData("D54B00", "0000FF00FF000000FF03FDD54B00E000")]
    [InlineData("D54500", "0000FF00FF000000FF03FDD54500E600")]
    // nfc-tools/ifdnfc, issue 6, and libnfc's logs throughout: the firmware of a PN532 v1.6.
    [InlineData("D50332010607", "0000FF00FF00", "0000FF06FAD50332010607E800")]
    // UM0701-02, section 6.2.1.6, and libnfc, issue 289: a preamble may be longer.
    [InlineData("D515", "0000FF00FF00", "000000000000FF02FED51516000000")]
    public void Reads_captured_frames_behind_their_acknowledgement(string data, params string[] pieces)
    {
        var frames = Parse(pieces.Select(Convert.FromHexString));
        Assert.Equal([(Pn532FrameKind.Acknowledge, ""), (Pn532FrameKind.Information, data)], frames);
    }

    [Fact]
    public void Reads_a_captured_refusal() =>
        // nfc-tools/libnfc, issue 671: the answer to a command of a wrong form.
        Assert.Equal(
            [(Pn532FrameKind.Acknowledge, ""), (Pn532FrameKind.Refusal, "")],
            Parse([Convert.FromHexString("0000FF00FF00"), Convert.FromHexString("0000FF01FF"), Convert.FromHexString("7F8100")]));

    [Theory]
    // nfc-tools/ifdnfc, issue 6, and nfc-tools/libnfc, issues 86 and 278: what libnfc sent and a PN532 acknowledged.
    [InlineData("D400006C69626E6663", "0000FF09F7D400006C69626E6663BE00")]
    [InlineData("D41401", "0000FF03FDD414011700")]
    [InlineData("D402", "0000FF02FED4022A00")]
    [InlineData("D44A0100", "0000FF04FCD44A0100E100")]
    [InlineData("D43205FFFFFF", "0000FF06FAD43205FFFFFFF800")]
    public void Encodes_as_captured(string data, string frame) =>
        Assert.Equal(frame, Convert.ToHexString(Pn532Frame.Encode(Convert.FromHexString(data))));

    [Fact]
    public void Finds_nothing_in_what_a_UART_of_another_speed_hears() =>
        // nfc-tools/libnfc, issue 355: what came instead of an acknowledgement.
        Assert.Empty(Parse([Convert.FromHexString("988098801E66")]));

    [Fact]
    public void Reads_what_it_encodes_at_any_length_in_any_pieces() =>
        Gen.Select(Gen.Byte.Array[1, Pn532Frame.LongestData], Gen.Int[1, 64]).Where((data, _) => data is not [0x7F]).Sample(
            (data, piece) => Assert.Equal([(Pn532FrameKind.Information, Convert.ToHexString(data))], Parse(Pn532Frame.Encode(data).Chunk(piece))));

    [Theory]
    [InlineData(0)]
    [InlineData(Pn532Frame.LongestData + 1)]
    public void Does_not_encode_what_no_frame_carries(int length) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Pn532Frame.Encode(new byte[length]));

    [Theory]
    // In the middle of a frame, behind one cut short, behind a start of nothing, behind a length of too much.
    [InlineData("D50332010607E800")]
    [InlineData("0000FF06FAD50332")]
    [InlineData("0000FF1234")]
    [InlineData("0000FFFFFF0FFFF2")]
    [InlineData("000000FF")]
    public void Finds_its_way_back_into_the_stream(string before)
    {
        var answer = Convert.FromHexString("0000FF02FED5151600");
        // A frame cut short swallows what follows until its length is reached.
        var frames = Parse([Convert.FromHexString(before), answer, answer]);
        Assert.Contains((Pn532FrameKind.Information, "D515"), frames);
    }

    [Fact]
    public void A_sound_frame_inside_a_damaged_one_is_found() =>
        Assert.Equal(
            [(Pn532FrameKind.Damaged, ""), (Pn532FrameKind.Information, "D515")],
            Parse([Convert.FromHexString("0000FF09F7D5" + "0000FF02FED51516" + "FF")]));

    [Fact]
    public void Any_one_wrong_bit_is_noticed()
    {
        var frame = Convert.FromHexString("0000FF06FAD50332010607E800");
        for (var bit = 8; bit < 8 * (frame.Length - 1); bit++)
        {
            var spoilt = frame.ToArray();
            spoilt[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.DoesNotContain(Parse([spoilt]), f => f.Kind == Pn532FrameKind.Information);
        }
    }

    [Fact]
    public void Knows_whether_a_frame_is_under_way()
    {
        var parser = new Pn532FrameParser();
        Assert.False(parser.IsWithinFrame);
        parser.Add([0x00, 0x00, 0xFF, 0x02, 0xFE, 0xD5]);
        Assert.False(parser.TryRead(out _));
        Assert.True(parser.IsWithinFrame);
        parser.Add([0x15, 0x16, 0x00]);
        Assert.True(parser.TryRead(out _));
        Assert.False(parser.TryRead(out _));
        Assert.False(parser.IsWithinFrame);
    }

    [Fact]
    public void Refuses_more_than_it_has_room_for()
    {
        var parser = new Pn532FrameParser();
        Assert.Throws<ArgumentOutOfRangeException>(() => parser.Add(new byte[parser.Room + 1]));
    }

    internal static List<(Pn532FrameKind Kind, string Data)> Parse(IEnumerable<byte[]> pieces)
    {
        var parser = new Pn532FrameParser();
        var frames = new List<(Pn532FrameKind, string)>();
        foreach (var piece in pieces)
        {
            parser.Add(piece);
            while (parser.TryRead(out var frame))
            {
                frames.Add((frame.Kind, Convert.ToHexString(frame.Data.Span)));
            }
        }

        return frames;
    }
}
