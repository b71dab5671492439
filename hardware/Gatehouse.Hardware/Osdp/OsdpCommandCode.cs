using System.Diagnostics.CodeAnalysis;

namespace Gatehouse.Hardware.Osdp;

/// <summary>What a panel asks of a reader (SIA OSDP 2.2, table of commands).</summary>
[SuppressMessage("Design", "CA1008", Justification = "There is no command zero.")]
[SuppressMessage("Design", "CA1028", Justification = "It is a byte on the wire.")]
public enum OsdpCommandCode : byte
{
    /// <summary>osdp_POLL: what has happened?</summary>
    Poll = 0x60,

    /// <summary>osdp_ID: who are you?</summary>
    Identify = 0x61,

    /// <summary>osdp_CAP: what can you do?</summary>
    Capabilities = 0x62,

    /// <summary>osdp_LSTAT: how are your housing and your supply?</summary>
    LocalStatus = 0x64,

    /// <summary>osdp_LED: show this.</summary>
    Led = 0x69,

    /// <summary>osdp_BUZ: sound this.</summary>
    Buzzer = 0x6A,

    /// <summary>osdp_KEYSET: this is your key from now on.</summary>
    SetKey = 0x75,

    /// <summary>osdp_CHLNG: prove that you have the key.</summary>
    Challenge = 0x76,

    /// <summary>osdp_SCRYPT: here is the proof that I have it.</summary>
    PanelCryptogram = 0x77,
}
