using Gatehouse.Hardware.Cards;

namespace Gatehouse.Hardware.Tests.Cards;

public sealed class CrcATests
{
    [Theory]
    // ISO/IEC 14443-3, annex B: its two examples of CRC_A.
    [InlineData("0000", "A01E")]
    [InlineData("1234", "26CF")]
    // Proxmark3, doc/trace_notes.md: a captured SELECT.
    [InlineData("93708804CFFFBC", "7FBB")]
    // Proxmark/proxmark3, issue 412: a captured SELECT, its acknowledgement, and HLTA.
    [InlineData("93700102030404", "8E25")]
    [InlineData("08", "B6DD")]
    [InlineData("5000", "57CD")]
    // dev-zzo/ChameleonMini, issue 10: captured from a DESFire card.
    [InlineData("24", "D836")]
    [InlineData("20", "FC70")]
    [InlineData("067500810280", "66FD")]
    public void Closes_published_frames(string frame, string crc)
    {
        var closed = CrcA.Close(Convert.FromHexString(frame));
        Assert.Equal(frame + crc, Convert.ToHexString(closed));
        Assert.True(CrcA.Closes(closed));
    }

    [Fact]
    public void One_wrong_bit_anywhere_is_noticed()
    {
        var frame = CrcA.Close(Convert.FromHexString("93708804CFFFBC"));
        for (var bit = 0; bit < 8 * frame.Length; bit++)
        {
            var spoilt = frame.ToArray();
            spoilt[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(CrcA.Closes(spoilt));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("63")]
    [InlineData("6363")]
    public void A_code_without_a_frame_closes_nothing(string bytes) => Assert.False(CrcA.Closes(Convert.FromHexString(bytes)));
}
