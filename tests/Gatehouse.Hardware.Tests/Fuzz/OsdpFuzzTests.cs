using Gatehouse.Hardware.Badges;
using Gatehouse.Hardware.Osdp;
using Gatehouse.Hardware.Tests.Osdp;

namespace Gatehouse.Hardware.Tests.Fuzz;

/// <summary>Whatever comes over the wire from an OSDP reader, or from a stranger in its place.</summary>
public sealed class OsdpFuzzTests
{
    private static readonly byte[][] Real =
    [
        .. Captured.UnderDefaultKey.Concat(Captured.UnderOwnKey).Concat(Captured.Polls).Select(Captured.Bytes),
        .. new[] { "53810B0006530001349562", "53800F000651000004313233342064", "5380140004450A00170300CAFEDEED015002043B" }.Select(Captured.Bytes),
    ];

    [Fact]
    public void Any_bytes_are_packets_or_nothing() => Fuzz.Bytes(200_000, Frame, perInput: 1024, perByte: 64, (input, _) =>
    {
        var decoder = new OsdpDecoder();
        var packets = 0;
        for (var rest = input; decoder.Next(ref rest) is { } packet; packets++)
        {
            ReadPayload(packet.Payload);
            Assert.NotEmpty(packet.ToString());
        }

        if (decoder.Refused + packets > input.Length)
        {
            Assert.Fail($"{packets} packets and {decoder.Refused} refused beginnings in {input.Length} bytes.");
        }

        return packets > 0;
    });

    /// <summary>Sealed by the other side and then changed, with a CRC that fits again, or never sealed at all.</summary>
    [Fact]
    public void No_packet_is_opened_but_as_it_was_sealed()
    {
        using var keys = new OsdpSessionKeys(Pillar.Key, new byte[OsdpSessionKeys.RandomLength]);
        using var channel = new OsdpSecureChannel(keys, new byte[OsdpSessionKeys.Block], isPanel: true);
        using var other = new OsdpSecureChannel(keys, new byte[OsdpSessionKeys.Block], isPanel: false);
        var whole = other.Seal(new OsdpHeader(Pillar.Address, IsReply: true, 1, HasCrc: true, null), (byte)OsdpReplyCode.Card, Captured.Bytes("00001A00CAFEDE40"));
        Fuzz.Bytes(100_000, random => random.Next(2) == 0 ? whole.Payload.ToArray() : Forged(random, 1).Payload.ToArray(), perInput: 1024, perByte: 8, (input, random) =>
        {
            var payload = input[..Math.Min(input.Length, 200)];
            var header = random.Next(4) == 0 ? Forged(random, random.Next(4)).Header : whole.Header;
            var code = random.Next(8) == 0 ? (byte)random.Next(256) : whole.Code;
            var packet = new OsdpPacket(header, code, payload);
            var isWhole = packet.Bytes.Span.SequenceEqual(whole.Bytes.Span);
            if (!isWhole && channel.Open(packet) is not null)
            {
                Assert.Fail($"{Convert.ToHexString(packet.Bytes.Span)} was opened.");
            }

            return isWhole;
        });
        Assert.NotNull(channel.Open(whole));
    }

    [Fact]
    public void A_stranger_who_answers_with_everything_but_the_key_opens_no_channel_and_delivers_no_badge() => Pillar.Secure(async pillar =>
    {
        Forge(pillar, new Random(3));
        await pillar.WaitAsync(Math.Max(2, Fuzz.Count(200_000) / 10_000));

        Assert.Empty(pillar.Read);
        Assert.Empty(pillar.Recovered);
        Assert.Contains(ReaderFault.Insecure, pillar.Failed);
    });

    [Fact]
    public void A_reader_without_a_key_may_say_anything() => Pillar.Clear(async pillar =>
    {
        Forge(pillar, new Random(4));
        await pillar.WaitAsync(Math.Max(2, Fuzz.Count(200_000) / 10_000));
    });

    /// <summary>Another answers in the reader's place.</summary>
    private static void Forge(Pillar pillar, Random random) => pillar.Line.Connect(asked =>
    {
        ReadOnlySpan<byte> bytes = asked.Span;
        pillar.Line.Send(Forged(random, new OsdpDecoder().Next(ref bytes)!.Header.Sequence).Bytes.Span);
    });

    private static byte[] Frame(Random random) => random.Next(2) == 0 ? Real[random.Next(Real.Length)] : Forged(random, random.Next(4)).Bytes.ToArray();

    /// <summary>A sound packet from the reader's address that says anything.</summary>
    private static OsdpPacket Forged(Random random, int sequence)
    {
        var type = random.Next(0x10, 0x19);
        var block = type == 0x10 ? null : (OsdpSecurityBlock?)new OsdpSecurityBlock((OsdpSecurity)type, type < 0x15 ? (byte)random.Next(3) : (byte)0);
        var codes = Enum.GetValues<OsdpReplyCode>();
        var code = random.Next(8) == 0 ? (byte)random.Next(256) : (byte)codes[random.Next(codes.Length)];
        int[] lengths = [0, 1, 2, 4, 8, 12, 16, 20, 32, 36, random.Next(100)];
        return new OsdpPacket(
            new OsdpHeader(Pillar.Address, IsReply: true, sequence, random.Next(4) > 0, block), code, Fuzz.Noise(random, lengths[random.Next(lengths.Length)]));
    }

    private static void ReadPayload(ReadOnlySpan<byte> payload)
    {
        if (OsdpCard.Read(payload) is { } card)
        {
            Assert.InRange(card.Length, 1, ushort.MaxValue);
        }

        if (OsdpIdentity.Read(payload) is { } identity)
        {
            Assert.Equal(6, identity.Vendor.Length);
        }

        Assert.InRange(OsdpCapability.Read(payload)?.Count ?? 0, 0, OsdpPacket.Longest / 3);
        _ = OsdpLocalStatus.Read(payload);
    }
}
