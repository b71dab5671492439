namespace Gatehouse.Hardware.Osdp;

/// <summary>The security control block of a packet.</summary>
/// <param name="Type">What it says the packet is.</param>
/// <param name="Value">Its one byte of data; only the four packets of the handshake have it.</param>
public readonly record struct OsdpSecurityBlock(OsdpSecurity Type, byte Value = 0)
{
    /// <summary>Bytes on the wire: its length, its type and, in the handshake, its value.</summary>
    public int Length => IsHandshake ? 3 : 2;

    private bool IsHandshake => Type <= OsdpSecurity.FirstMac;

    internal static OsdpSecurityBlock? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2 || bytes[1] is < (byte)OsdpSecurity.Challenge or > (byte)OsdpSecurity.ReplyWithData)
        {
            return null;
        }

        var block = new OsdpSecurityBlock((OsdpSecurity)bytes[1]);
        if (bytes[0] != block.Length || bytes.Length < block.Length)
        {
            return null;
        }

        return block.IsHandshake ? block with { Value = bytes[2] } : block;
    }

    internal void Write(Span<byte> bytes)
    {
        bytes[0] = (byte)Length;
        bytes[1] = (byte)Type;
        if (IsHandshake)
        {
            bytes[2] = Value;
        }
    }
}
