using Gatehouse.Hardware.Osdp;

namespace Gatehouse.Hardware.Tests.Osdp;

public sealed class OsdpSecureChannelTests
{
    private static readonly OsdpKey Own = OsdpKey.Parse(Captured.Key);

    // SIA OSDP, annex E, as in goToMain/libosdp, tests/unit-tests/test-sc-sia-vectors.c.
    [Fact]
    public void Proofs_and_first_mac_are_the_standards()
    {
        using var keys = new OsdpSessionKeys(OsdpKey.Default, Convert.FromHexString("B0B1B2B3B4B5B6B7"));
        var random = Convert.FromHexString("A0A1A2A3A4A5A6A7");

        Assert.Equal("FDE5D2F428EC16312471EA3C02BD7796", Convert.ToHexString(keys.ReaderCryptogram(random)));
        Assert.Equal("26D3356E07762D262801FC8E6665A891", Convert.ToHexString(keys.PanelCryptogram(random)));
        Assert.Equal("B2A30057EB98BA2229EC1F875662B524", Convert.ToHexString(keys.FirstMac(keys.PanelCryptogram(random))));
    }

    // Z-bit-Systems-LLC/OSDP.Net, OSDPPacketTextFormatterTest.cs: captured while a reader opened a session.
    [Fact]
    public void A_captured_handshake_under_the_default_key_is_right()
    {
        using var keys = new OsdpSessionKeys(OsdpKey.Default, Convert.FromHexString("9ACC78E0E206FD87"));
        var random = Convert.FromHexString("D66D5A91E600806A");

        Assert.Equal("53FA00E5E6E152ABD57A7E10000B4A5F", Convert.ToHexString(keys.ReaderCryptogram(random)));
        Assert.Equal("2E82307D6D655DE166E7E7B2B02E1A7B", Convert.ToHexString(keys.PanelCryptogram(random)));
        Assert.Equal("A96542F6D54E3C129768DB80DD2FDA50", Convert.ToHexString(keys.FirstMac(keys.PanelCryptogram(random))));
    }

    [Fact]
    public void A_captured_session_gives_the_reader_its_key()
    {
        using var session = new Session(OsdpKey.Default, Captured.UnderDefaultKey);
        var payload = session.Command(4);

        Assert.Equal("0110" + Captured.Key, Convert.ToHexString(payload));
        Assert.Empty(session.Reply(5));
    }

    [Fact]
    public void A_captured_session_under_the_readers_own_key_is_the_same_byte_for_byte_from_either_side() => Assert.Equal(
        [
            "00",
            "0102080202100301000401010501000601010801000901010A00030B00030C00000D00000E00000F0000100200",
            "000000BDAC0000DA280118010100",
            "",
            "000200010120" + Convert.ToHexString("Ready                4:45 AM    "u8),
            "",
        ],
        Said(Own, Captured.UnderOwnKey));

    [Fact]
    public void A_captured_session_of_another_panel_and_another_reader_is_too() =>
        Assert.All(Said(OsdpKey.Default, Captured.Polls), Assert.Empty);

    [Fact]
    public void A_message_that_is_changed_repeated_or_left_out_is_refused_and_changes_nothing()
    {
        using var session = new Session(Own, Captured.UnderOwnKey);
        session.Command(4);
        var reply = Packet(Captured.UnderOwnKey[5]);
        for (var at = 0; at < reply.Payload.Length; at++)
        {
            var changed = reply.Payload.ToArray();
            changed[at] ^= 0x01;
            Assert.Null(session.Panel.Open(new OsdpPacket(reply.Header, reply.Code, changed)));
        }

        Assert.Null(session.Panel.Open(new OsdpPacket(reply.Header, (byte)OsdpReplyCode.Ack, reply.Payload)));
        Assert.Null(session.Panel.Open(new OsdpPacket(reply.Header with { Sequence = 2 }, reply.Code, reply.Payload)));
        Assert.Null(session.Panel.Open(new OsdpPacket(reply.Header with { Security = null }, reply.Code, reply.Payload)));
        Assert.Null(session.Panel.Open(Packet(Captured.UnderOwnKey[7])));
        Assert.Null(session.Panel.Open(Packet(Captured.UnderOwnKey[4])));
        session.Reply(5);
        session.Command(6);
        Assert.Null(session.Panel.Open(reply));
        Assert.NotNull(session.Panel.Open(Packet(Captured.UnderOwnKey[7])));
    }

    [Fact]
    public void A_payload_that_is_signed_but_readable_is_refused()
    {
        using var session = new Session(Own, Captured.UnderOwnKey);
        session.Command(4);
        using var keys = new OsdpSessionKeys(Own, Session.PanelRandom(Captured.UnderOwnKey));
        var header = new OsdpHeader(0, IsReply: true, 3, Security: new OsdpSecurityBlock(OsdpSecurity.Reply));
        byte[] card = [0, 0, 26, 0, 0xBD, 0x88, 0xEB, 0x80];
        // The MAC of the command before it, whole, of which the wire shows four bytes.
        var command = Packet(Captured.UnderOwnKey[4]);
        var chain = keys.Mac(command.Bytes.Span[..^6], Packet(Captured.UnderOwnKey[3]).Payload);
        var unsigned = new OsdpPacket(header, (byte)OsdpReplyCode.Card, [.. card, 0, 0, 0, 0]);
        var mac = keys.Mac(unsigned.Bytes.Span[..^6], chain);

        Assert.Null(session.Panel.Open(new OsdpPacket(header, (byte)OsdpReplyCode.Card, [.. card, .. mac[..4]])));

        var empty = new OsdpPacket(header, (byte)OsdpReplyCode.Ack, new byte[4]);
        var sound = keys.Mac(empty.Bytes.Span[..^6], chain);
        Assert.NotNull(session.Panel.Open(new OsdpPacket(header, (byte)OsdpReplyCode.Ack, sound.AsSpan(0, 4))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("D459F02F6602E5651F3B553BC283D43")]
    [InlineData("D459F02F6602E5651F3B553BC283D43EFF")]
    [InlineData("D459F02F6602E5651F3B553BC283D43X")]
    public void What_is_no_key_is_refused_without_repeating_it(string digits)
    {
        var refusal = Assert.Throws<FormatException>(() => OsdpKey.Parse(digits));
        Assert.DoesNotContain("D459", refusal.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new OsdpKey(new byte[15]));
    }

    [Fact]
    public void A_key_shows_in_no_text()
    {
        var texts = string.Join('\n', Own, new OsdpOptions { Key = Own }, OsdpCommand.SetKey(Own), new OsdpPacket(new OsdpHeader(1, IsReply: false, 1), 0x75, Convert.FromHexString(Captured.Key)));
        Assert.DoesNotContain("D459", texts, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("212", texts, StringComparison.Ordinal);
    }

    private static List<string> Said(OsdpKey key, string[] frames)
    {
        using var session = new Session(key, frames);
        var said = new List<string>();
        for (var i = 4; i < frames.Length; i += 2)
        {
            said.Add(Convert.ToHexString(session.Command(i)));
            said.Add(Convert.ToHexString(session.Reply(i + 1)));
        }

        return said;
    }

    private static OsdpPacket Packet(string hex) => OsdpPacket.Read(Captured.Bytes(hex))!;

    /// <summary>Both sides of a captured session after its handshake.</summary>
    private sealed class Session : IDisposable
    {
        private readonly string[] _frames;
        private readonly OsdpSessionKeys _panelKeys;
        private readonly OsdpSessionKeys _readerKeys;

        public Session(OsdpKey key, string[] frames)
        {
            _frames = frames;
            _panelKeys = new OsdpSessionKeys(key, PanelRandom(frames));
            _readerKeys = new OsdpSessionKeys(key, PanelRandom(frames));
            var readerRandom = Packet(frames[1]).Payload.Slice(8, 8);
            Assert.Equal(Convert.ToHexString(Packet(frames[1]).Payload[16..]), Convert.ToHexString(_panelKeys.ReaderCryptogram(readerRandom)));
            Assert.Equal(Convert.ToHexString(Packet(frames[2]).Payload), Convert.ToHexString(_panelKeys.PanelCryptogram(readerRandom)));
            Assert.Equal(Convert.ToHexString(Packet(frames[3]).Payload), Convert.ToHexString(_panelKeys.FirstMac(Packet(frames[2]).Payload)));
            Panel = new OsdpSecureChannel(_panelKeys, Packet(frames[3]).Payload, isPanel: true);
            Reader = new OsdpSecureChannel(_readerKeys, Packet(frames[3]).Payload, isPanel: false);
        }

        public OsdpSecureChannel Panel { get; }

        public OsdpSecureChannel Reader { get; }

        public static byte[] PanelRandom(string[] frames) => Packet(frames[0]).Payload.ToArray();

        /// <summary>The reader opens a captured command, and the panel would have sent the same bytes.</summary>
        public byte[] Command(int at) => Same(at, Reader, Panel);

        public byte[] Reply(int at) => Same(at, Panel, Reader);

        public void Dispose()
        {
            Panel.Dispose();
            Reader.Dispose();
            _panelKeys.Dispose();
            _readerKeys.Dispose();
        }

        private byte[] Same(int at, OsdpSecureChannel to, OsdpSecureChannel from)
        {
            var captured = Packet(_frames[at]);
            var payload = to.Open(captured);
            Assert.NotNull(payload);
            Assert.Equal(_frames[at], Convert.ToHexString(from.Seal(captured.Header, captured.Code, payload).Bytes.Span));
            return payload;
        }
    }
}
