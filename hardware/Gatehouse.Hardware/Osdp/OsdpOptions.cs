using Gatehouse.Hardware.Badges;

namespace Gatehouse.Hardware.Osdp;

/// <summary>How an OSDP reader is set.</summary>
public sealed record OsdpOptions
{
    /// <summary>Its address, 0 to 126.</summary>
    public byte Address { get; init; }

    /// <summary>
    /// Its own key, once it was commissioned: nothing is then taken from it outside a secure channel with this key.
    /// Null while it has none: it is then spoken to in the clear.
    /// </summary>
    public OsdpKey? Key { get; init; }

    /// <summary>The card formats it may send, each of another length. A card of any other length is discarded.</summary>
    public IReadOnlyList<WiegandFormat> Formats { get; init; } = [WiegandFormat.H10301];

    /// <summary>Whether what is typed on it counts as a badge of the format <c>KEYS</c>, ended by # or by 3 s without a key.</summary>
    public bool Keypad { get; init; }

    /// <summary>Whether packets end with a CRC-16; with a checksum otherwise, for readers that know no CRC.</summary>
    public bool Crc { get; init; } = true;
}
