namespace Gatehouse.Hardware.Osdp;

/// <summary>What a packet says of itself before its code.</summary>
/// <param name="Address">The reader's address, 0 to 126; 127 speaks to every reader.</param>
/// <param name="IsReply">True from the reader, false from the panel.</param>
/// <param name="Sequence">0 to begin anew, then 1, 2, 3, 1 and so on; a reply has its command's (SIA OSDP 2.2, 5.9).</param>
/// <param name="HasCrc">It ends with a CRC-16; otherwise with a checksum.</param>
/// <param name="Security">Its security block; null in the clear.</param>
public readonly record struct OsdpHeader(byte Address, bool IsReply, int Sequence, bool HasCrc = true, OsdpSecurityBlock? Security = null)
{
    /// <summary>The highest address a reader can have.</summary>
    public const byte HighestAddress = 126;

    /// <summary>Bytes at the packet's end.</summary>
    public int CheckLength => HasCrc ? 2 : 1;
}
