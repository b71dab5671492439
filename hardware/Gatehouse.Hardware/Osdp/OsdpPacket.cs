using System.Buffers.Binary;

namespace Gatehouse.Hardware.Osdp;

/// <summary>
/// A sound packet: 0x53, address, length, control, security block if any, code, payload, CRC or checksum
/// (SIA OSDP 2.2). It knows nothing of keys: in secure channel its payload is what stands on the wire.
/// </summary>
public sealed class OsdpPacket
{
    /// <summary>The first byte of every packet.</summary>
    public const byte Start = 0x53;

    /// <summary>The longest packet there is room for, in bytes: twice what a reader may send to a panel that has not asked for more (5.6).</summary>
    public const int Longest = 256;

    // Sent before a packet, so that the line is driven when it begins.
    internal const byte Mark = 0xFF;

    // What of a MAC stands at the end of a payload in secure channel.
    internal const int MacLength = 4;

    internal const int HeaderLength = 5;

    private const byte ReplyBit = 0x80;
    private const byte SequenceBits = 0x03;
    private const byte CrcBit = 0x04;
    private const byte SecurityBit = 0x08;

    private readonly byte[] _bytes;

    /// <summary>A packet to be sent.</summary>
    /// <param name="header">What stands before the code.</param>
    /// <param name="code">The command or reply.</param>
    /// <param name="payload">Its data; in secure channel encrypted, with the MAC at its end.</param>
    /// <exception cref="ArgumentOutOfRangeException">It would be longer than 256 bytes.</exception>
    public OsdpPacket(OsdpHeader header, byte code, ReadOnlySpan<byte> payload)
    {
        Header = header;
        var length = CodeAt + 1 + payload.Length + header.CheckLength;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Longest, nameof(payload));
        _bytes = new byte[length];
        _bytes[0] = Start;
        _bytes[1] = (byte)(header.Address | (header.IsReply ? ReplyBit : 0));
        BinaryPrimitives.WriteUInt16LittleEndian(_bytes.AsSpan(2), (ushort)length);
        _bytes[4] = (byte)(header.Sequence | (header.HasCrc ? CrcBit : 0) | (header.Security is null ? 0 : SecurityBit));
        header.Security?.Write(_bytes.AsSpan(HeaderLength));
        _bytes[CodeAt] = code;
        payload.CopyTo(_bytes.AsSpan(CodeAt + 1));
        WriteCheck(_bytes, header.HasCrc);
    }

    private OsdpPacket(OsdpHeader header, byte[] bytes)
    {
        Header = header;
        _bytes = bytes;
    }

    /// <summary>What stands before the code.</summary>
    public OsdpHeader Header { get; }

    /// <summary>The command or reply.</summary>
    public byte Code => _bytes[CodeAt];

    /// <summary>What follows the code, without CRC or checksum.</summary>
    public ReadOnlySpan<byte> Payload => _bytes.AsSpan(CodeAt + 1, _bytes.Length - CodeAt - 1 - Header.CheckLength);

    /// <summary>All bytes, from 0x53 to the last of CRC or checksum.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>The bytes that a MAC at the payload's end stands for.</summary>
    internal ReadOnlySpan<byte> Signed => _bytes.AsSpan(0, _bytes.Length - Header.CheckLength - MacLength);

    private int CodeAt => HeaderLength + (Header.Security?.Length ?? 0);

    /// <summary>Reads bytes that are exactly one packet; null when they are none that is sound.</summary>
    public static OsdpPacket? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderLength || LengthOf(bytes) != bytes.Length)
        {
            return null;
        }

        var control = bytes[4];
        var security = (control & SecurityBit) != 0 ? OsdpSecurityBlock.Read(bytes[HeaderLength..]) : null;
        var header = new OsdpHeader(
            (byte)(bytes[1] & ~ReplyBit), (bytes[1] & ReplyBit) != 0, control & SequenceBits, (control & CrcBit) != 0, security);
        var misses = (control & SecurityBit) != 0 && security is null;
        var shortest = HeaderLength + (security?.Length ?? 0) + 1 + header.CheckLength;
        return misses || bytes.Length < shortest || !HasSoundCheck(bytes, header) ? null : new OsdpPacket(header, bytes.ToArray());
    }

    /// <summary>The length that the first five bytes announce; null when no packet begins so.</summary>
    internal static int? LengthOf(ReadOnlySpan<byte> header)
    {
        var control = header[4];
        var length = BinaryPrimitives.ReadUInt16LittleEndian(header[2..]);
        var shortest = HeaderLength + ((control & SecurityBit) != 0 ? 2 : 0) + 1 + ((control & CrcBit) != 0 ? 2 : 1);
        var known = (control & ~(SequenceBits | CrcBit | SecurityBit)) == 0;
        return header[0] == Start && known && length >= shortest && length <= Longest ? length : null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{(Header.IsReply ? "reply" : "command")} 0x{Code:X2} of address {Header.Address}";

    private static bool HasSoundCheck(ReadOnlySpan<byte> bytes, OsdpHeader header) => header.HasCrc
        ? OsdpCheck.Crc16(bytes[..^2]) == BinaryPrimitives.ReadUInt16LittleEndian(bytes[^2..])
        : OsdpCheck.Checksum(bytes[..^1]) == bytes[^1];

    private static void WriteCheck(Span<byte> bytes, bool crc)
    {
        if (crc)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes[^2..], OsdpCheck.Crc16(bytes[..^2]));
        }
        else
        {
            bytes[^1] = OsdpCheck.Checksum(bytes[..^1]);
        }
    }
}
