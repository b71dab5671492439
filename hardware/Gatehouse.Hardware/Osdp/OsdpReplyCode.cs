using System.Diagnostics.CodeAnalysis;

namespace Gatehouse.Hardware.Osdp;

/// <summary>What a reader answers (SIA OSDP 2.2, table of replies).</summary>
[SuppressMessage("Design", "CA1008", Justification = "There is no reply zero.")]
[SuppressMessage("Design", "CA1028", Justification = "It is a byte on the wire.")]
public enum OsdpReplyCode : byte
{
    /// <summary>osdp_ACK: done, or nothing has happened.</summary>
    Ack = 0x40,

    /// <summary>osdp_NAK: refused; the payload is the reason.</summary>
    Nak = 0x41,

    /// <summary>osdp_PDID: who it is.</summary>
    Identity = 0x45,

    /// <summary>osdp_PDCAP: what it can do.</summary>
    Capabilities = 0x46,

    /// <summary>osdp_LSTATR: how its housing and its supply are.</summary>
    LocalStatus = 0x48,

    /// <summary>osdp_RAW: a card, as bits.</summary>
    Card = 0x50,

    /// <summary>osdp_FMT: a card, as characters; deprecated, for its form was never settled.</summary>
    FormattedCard = 0x51,

    /// <summary>osdp_KEYPAD: keys that were pressed.</summary>
    Keypad = 0x53,

    /// <summary>osdp_CCRYPT: the proof that it has the key.</summary>
    ReaderCryptogram = 0x76,

    /// <summary>osdp_RMAC_I: the first MAC of a session.</summary>
    FirstMac = 0x78,

    /// <summary>osdp_BUSY: ask again later; always in the clear, with sequence 0.</summary>
    Busy = 0x79,
}
