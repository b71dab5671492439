using Gatehouse.Hardware.Badges;
using Gatehouse.Hardware.Osdp;

namespace Gatehouse.Hardware.Tests.Osdp;

/// <summary>Whatever comes over the wire ends in a value: no exception, no hang, no memory that grows.</summary>
public sealed class OsdpFuzzTests
{
    private const long Grown = 4 * 1024 * 1024;

    private static readonly byte[][] Frames =
    [
        .. Captured.UnderDefaultKey.Concat(Captured.UnderOwnKey).Concat(Captured.Polls).Select(Captured.Bytes),
        .. new[] { "53810B0006530001349562", "53800F000651000004313233342064", "5380140004450A00170300CAFEDEED015002043B" }.Select(Captured.Bytes),
    ];

    [Fact]
    public void Any_bytes_are_packets_or_nothing()
    {
        var random = new Random(1);
        var decoder = new OsdpDecoder();
        var before = 0L;
        var count = FuzzInputs.Count(quick: 200_000);
        for (var input = 0; input < count; input++)
        {
            ReadOnlySpan<byte> bytes = Input(random);
            while (decoder.Next(ref bytes) is { } packet)
            {
                ReadPayload(packet.Payload);
                Assert.NotEmpty(packet.ToString());
            }

            Assert.True(bytes.IsEmpty);
            before = input == count / 10 ? GC.GetTotalMemory(forceFullCollection: true) : before;
        }

        Assert.InRange(decoder.Refused, 1, long.MaxValue);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, Grown);
    }

    [Fact]
    public void No_packet_without_the_sessions_keys_is_opened()
    {
        var random = new Random(2);
        using var keys = new OsdpSessionKeys(Pillar.Key, new byte[OsdpSessionKeys.RandomLength]);
        using var channel = new OsdpSecureChannel(keys, new byte[OsdpSessionKeys.Block], isPanel: true);
        for (var input = FuzzInputs.Count(quick: 50_000); input > 0; input--)
        {
            Assert.Null(channel.Open(Forged(random, sequence: random.Next(4))));
        }
    }

    [Fact]
    public void A_stranger_who_answers_with_everything_but_the_key_opens_no_channel_and_delivers_no_badge() => Pillar.Secure(async pillar =>
    {
        var random = new Random(3);
        pillar.Line.Connect(asked =>
        {
            ReadOnlySpan<byte> bytes = asked.Span;
            pillar.Line.Send(Forged(random, new OsdpDecoder().Next(ref bytes)!.Header.Sequence).Bytes.Span);
        });
        await pillar.WaitAsync(FuzzInputs.Count(quick: 200_000) / 10_000);

        Assert.Empty(pillar.Read);
        Assert.Empty(pillar.Recovered);
        Assert.Contains(ReaderFault.Insecure, pillar.Failed);
    });

    /// <summary>Noise, or a captured frame that was cut, lengthened, joined with noise, or changed.</summary>
    private static byte[] Input(Random random)
    {
        var frame = Frames[random.Next(Frames.Length)].AsSpan();
        switch (random.Next(6))
        {
            case 0:
                return Noise(random, random.Next(64));
            case 1:
                return frame[..random.Next(frame.Length)].ToArray();
            case 2:
                return [.. frame, .. Noise(random, random.Next(16))];
            case 3:
                return [.. Noise(random, random.Next(16)), .. frame];
            case 4:
                return Forged(random, random.Next(4)).Bytes.ToArray();
            default:
                var changed = frame.ToArray();
                for (var flips = random.Next(1, 5); flips > 0; flips--)
                {
                    changed[random.Next(changed.Length)] ^= (byte)(1 << random.Next(8));
                }

                return changed;
        }
    }

    /// <summary>A sound packet from the reader's address that says anything.</summary>
    private static OsdpPacket Forged(Random random, int sequence)
    {
        var type = random.Next(0x10, 0x19);
        var block = type == 0x10 ? null : (OsdpSecurityBlock?)new OsdpSecurityBlock((OsdpSecurity)type, type < 0x15 ? (byte)random.Next(3) : (byte)0);
        var codes = Enum.GetValues<OsdpReplyCode>();
        var code = random.Next(8) == 0 ? (byte)random.Next(256) : (byte)codes[random.Next(codes.Length)];
        int[] lengths = [0, 1, 2, 4, 8, 12, 16, 20, 32, 36, random.Next(100)];
        return new OsdpPacket(
            new OsdpHeader(Pillar.Address, IsReply: true, sequence, random.Next(4) > 0, block), code, Noise(random, lengths[random.Next(lengths.Length)]));
    }

    private static byte[] Noise(Random random, int length)
    {
        var noise = new byte[length];
        random.NextBytes(noise);
        return noise;
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
