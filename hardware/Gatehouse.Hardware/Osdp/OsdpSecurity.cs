using System.Diagnostics.CodeAnalysis;

namespace Gatehouse.Hardware.Osdp;

/// <summary>What a packet's security block says it is (SIA OSDP 2.2, D.1.4).</summary>
[SuppressMessage("Design", "CA1008", Justification = "A packet without a security block has none; there is no type zero.")]
[SuppressMessage("Design", "CA1028", Justification = "It is a byte on the wire.")]
public enum OsdpSecurity : byte
{
    /// <summary>SCS_11: the panel's challenge. The block's value is 1 for the reader's own key, 0 for the default key.</summary>
    Challenge = 0x11,

    /// <summary>SCS_12: the reader's cryptogram. The block's value is that of the challenge.</summary>
    ReaderCryptogram = 0x12,

    /// <summary>SCS_13: the panel's cryptogram. The block's value is that of the challenge.</summary>
    PanelCryptogram = 0x13,

    /// <summary>SCS_14: the first MAC. The block's value is 1 when the reader took the panel's cryptogram, 0xFF when not.</summary>
    FirstMac = 0x14,

    /// <summary>SCS_15: a command without data.</summary>
    Command = 0x15,

    /// <summary>SCS_16: a reply without data.</summary>
    Reply = 0x16,

    /// <summary>SCS_17: a command whose data is encrypted.</summary>
    CommandWithData = 0x17,

    /// <summary>SCS_18: a reply whose data is encrypted.</summary>
    ReplyWithData = 0x18,
}
