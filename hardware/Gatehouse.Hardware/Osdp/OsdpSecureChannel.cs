using System.Security.Cryptography;

namespace Gatehouse.Hardware.Osdp;

/// <summary>
/// One side of an established session. Every message's MAC chains to the last one of the other direction, so that none
/// can be left out, repeated or moved; the other direction's MAC is the start of the encryption too.
/// </summary>
public sealed class OsdpSecureChannel : IDisposable
{
    private readonly OsdpSessionKeys _keys;
    private readonly bool _isPanel;
    private byte[] _sent;
    private byte[] _received;

    /// <summary>The session after its handshake.</summary>
    /// <param name="keys">Its keys; disposed of with it.</param>
    /// <param name="firstMac">The MAC with which the reader ended the handshake.</param>
    /// <param name="isPanel">True on the panel's side, false on the reader's.</param>
    public OsdpSecureChannel(OsdpSessionKeys keys, ReadOnlySpan<byte> firstMac, bool isPanel)
    {
        _keys = keys;
        _isPanel = isPanel;
        _sent = firstMac.ToArray();
        _received = firstMac.ToArray();
    }

    /// <summary>Encrypts and signs a message. It may be sent again as it is, but not sealed again.</summary>
    /// <param name="header">What stands before the code; its security block is the channel's.</param>
    /// <param name="code">The command or reply, which stays readable.</param>
    /// <param name="payload">The data in the clear.</param>
    public OsdpPacket Seal(OsdpHeader header, byte code, ReadOnlySpan<byte> payload)
    {
        var secured = header with { Security = new OsdpSecurityBlock(Type(_isPanel, !payload.IsEmpty)) };
        byte[] room = [.. payload.IsEmpty ? [] : _keys.Encrypt(payload, _received), .. new byte[OsdpPacket.MacLength]];
        _sent = _keys.Mac(new OsdpPacket(secured, code, room).Signed, _received);
        _sent.AsSpan(0, OsdpPacket.MacLength).CopyTo(room.AsSpan(^OsdpPacket.MacLength..));
        return new OsdpPacket(secured, code, room);
    }

    /// <summary>Verifies and decrypts a message of the other side. One that is not sound changes nothing.</summary>
    /// <returns>The payload in the clear; null when the message is not the next one of this session, whole and from the other side.</returns>
    public byte[]? Open(OsdpPacket packet)
    {
        if (packet.Header.Security is not { } block || packet.Payload.Length < OsdpPacket.MacLength)
        {
            return null;
        }

        var data = packet.Payload[..^OsdpPacket.MacLength];
        var hasData = block.Type == Type(!_isPanel, hasData: true);
        // What is signed but readable is refused: a badge's number must not be read off the wire.
        if (!hasData && (block.Type != Type(!_isPanel, hasData: false) || !data.IsEmpty))
        {
            return null;
        }

        var mac = _keys.Mac(packet.Signed, _sent);
        if (!CryptographicOperations.FixedTimeEquals(mac.AsSpan(0, OsdpPacket.MacLength), packet.Payload[^OsdpPacket.MacLength..]))
        {
            return null;
        }

        if (_keys.Decrypt(data, _sent) is not { } payload)
        {
            return null;
        }

        _received = mac;
        return payload;
    }

    /// <summary>Forgets the keys.</summary>
    public void Dispose() => _keys.Dispose();

    private static OsdpSecurity Type(bool fromPanel, bool hasData) => (fromPanel, hasData) switch
    {
        (true, true) => OsdpSecurity.CommandWithData,
        (true, false) => OsdpSecurity.Command,
        (false, true) => OsdpSecurity.ReplyWithData,
        (false, false) => OsdpSecurity.Reply,
    };
}
