using System.Diagnostics.CodeAnalysis;

namespace Gatehouse.Hardware.Osdp;

/// <summary>Why a reader refused a command: the first byte of an osdp_NAK.</summary>
[SuppressMessage("Design", "CA1028", Justification = "It is a byte on the wire.")]
public enum OsdpRefusal : byte
{
    /// <summary>It gave no reason.</summary>
    None = 0,

    /// <summary>The command's CRC or checksum was wrong.</summary>
    Check = 1,

    /// <summary>The command had a wrong length.</summary>
    Length = 2,

    /// <summary>It does not know the command.</summary>
    UnknownCommand = 3,

    /// <summary>The sequence number was not the next one.</summary>
    Sequence = 4,

    /// <summary>It does not support secure channel.</summary>
    NoSecureChannel = 5,

    /// <summary>The command must not come so: in the clear, or with another key.</summary>
    SecurityNotMet = 6,

    /// <summary>It does not support this kind of biometric.</summary>
    BiometricKind = 7,

    /// <summary>It does not support this biometric format.</summary>
    BiometricFormat = 8,

    /// <summary>It cannot do what the command says.</summary>
    Record = 9,
}
