using CsCheck;
using Gatehouse.Hardware.Osdp;

namespace Gatehouse.Hardware.Tests.Osdp;

public sealed class OsdpPacketTests
{
    private static readonly Gen<OsdpSecurityBlock?> AnyBlock = Gen.Select(Gen.Int[0x10, 0x18], Gen.Byte, (type, value) =>
        type < 0x11 ? null : (OsdpSecurityBlock?)new OsdpSecurityBlock((OsdpSecurity)type, type < 0x15 ? value : (byte)0));

    private static readonly Gen<OsdpPacket> AnyPacket = Gen.Select(
        Gen.Byte[0, 127], Gen.Bool, Gen.Int[0, 3], Gen.Bool, AnyBlock, Gen.Byte, Gen.Byte.Array[0, 200],
        (address, reply, sequence, crc, block, code, payload) => new OsdpPacket(new OsdpHeader(address, reply, sequence, crc, block), code, payload));

    // github.com/bytedreamer/OSDP.Net, CommandOutgoingMessageTest.cs, PacketDecodingTest.cs and ReplyTest.cs; the last three are
    // of real readers: goToMain/libosdp issue 86, osdp-dev/libosdp issue 244, Z-bit-Systems-LLC/OSDP.Net issue 208.
    [Theory]
    [InlineData("5300090006 6200 F35D", 0x00, false, 2, true, 0x62, "00")]
    [InlineData("5300080002 6200 41", 0x00, false, 2, false, 0x62, "00")]
    [InlineData("5300070002 64 40", 0x00, false, 2, false, 0x64, "")]
    [InlineData("53000D0006 6A0002020201 5992", 0x00, false, 2, true, 0x6A, "0002020201")]
    [InlineData("5380080005 40 689F", 0x00, true, 1, true, 0x40, "")]
    [InlineData("53810B0006 53000134 9562", 0x01, true, 2, true, 0x53, "000134")]
    [InlineData("5380140004 45164268000C4C8FBCF4020A02 C64C", 0x00, true, 0, true, 0x45, "164268000C4C8FBCF4020A02")]
    [InlineData("53800F0006 5100000431323334 2064", 0x00, true, 2, true, 0x51, "00000431323334")]
    public void Reads_and_writes_what_others_published(string hex, int address, bool reply, int sequence, bool crc, int code, string payload)
    {
        var bytes = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        var packet = OsdpPacket.Read(bytes);

        Assert.Equal(new OsdpHeader((byte)address, reply, sequence, crc), packet?.Header);
        Assert.Equal((code, payload), (packet!.Code, Convert.ToHexString(packet.Payload)));
        Assert.Equal(bytes, new OsdpPacket(packet.Header, packet.Code, packet.Payload).Bytes.ToArray());
    }

    // goToMain/libosdp, tests/unit-tests/test-cp-phy.c: reply fixtures with a security block and either check.
    [Theory]
    [InlineData("53E52A0009031201 76 101112131415161718191A1B1C1D1E1F202122232425262728292A2B2C2D2E2F 19", OsdpSecurity.ReaderCryptogram, 1, 32)]
    [InlineData("53E51B000D031401 78 A0A1A2A3A4A5A6A7A8A9AAABACADAEAF CABA", OsdpSecurity.FirstMac, 1, 16)]
    [InlineData("53E50D00090216 40 00000000 5A", OsdpSecurity.Reply, 0, 4)]
    public void Reads_security_blocks_that_others_published(string hex, OsdpSecurity type, int value, int payload)
    {
        var packet = OsdpPacket.Read(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));

        Assert.Equal(new OsdpSecurityBlock(type, (byte)value), packet?.Header.Security);
        Assert.Equal((101, payload), (packet!.Header.Address, packet.Payload.Length));
    }

    [Theory]
    [InlineData("53E5090009021940 5B", "a security block of no known type, from the same fixtures")]
    [InlineData("5300090004 6100 C067", "a wrong CRC")]
    [InlineData("5300080000 6100 45", "a wrong checksum")]
    [InlineData("53000A0004 6100 C066", "a length that is not its own")]
    [InlineData("5400090004 6100 C066", "another first byte")]
    [InlineData("5300090014 6100 C066", "a control bit that nobody knows")]
    [InlineData("53", "too short")]
    public void Takes_no_packet_with(string hex, string flaw) =>
        Assert.True(OsdpPacket.Read(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal))) is null, flaw);

    [Fact]
    public void Any_packet_comes_back() => AnyPacket.Sample(packet =>
    {
        var read = OsdpPacket.Read(packet.Bytes.Span);
        Assert.Equal(packet.Header, read?.Header);
        Assert.Equal((packet.Code, Convert.ToHexString(packet.Payload)), (read!.Code, Convert.ToHexString(read.Payload)));
    });

    [Fact]
    public void Any_one_wrong_bit_is_noticed() => Gen.Select(AnyPacket, Gen.Int[0, (OsdpPacket.Longest * 8) - 1])
        .Where((packet, bit) => bit / 8 < packet.Bytes.Length)
        .Sample((packet, bit) =>
        {
            var bytes = packet.Bytes.ToArray();
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Null(OsdpPacket.Read(bytes));
        });

    [Fact]
    public void One_that_is_too_long_is_not_written() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new OsdpPacket(new OsdpHeader(0, IsReply: false, 0), 0x60, new byte[250]));
}
