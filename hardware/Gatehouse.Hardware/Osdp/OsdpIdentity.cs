using System.Buffers.Binary;
using System.Globalization;

namespace Gatehouse.Hardware.Osdp;

/// <summary>Who a reader says it is: the payload of osdp_PDID.</summary>
/// <param name="Vendor">The maker's IEEE number, six hexadecimal digits.</param>
/// <param name="Model">The maker's model.</param>
/// <param name="Version">The model's version.</param>
/// <param name="Serial">The serial number.</param>
/// <param name="Firmware">The firmware, such as <c>2.10.2</c>.</param>
public sealed record OsdpIdentity(string Vendor, byte Model, byte Version, uint Serial, string Firmware)
{
    private const int Length = 12;

    /// <summary>Reads the payload; null when it is none.</summary>
    public static OsdpIdentity? Read(ReadOnlySpan<byte> payload) => payload.Length != Length ? null : new OsdpIdentity(
        Convert.ToHexString(payload[..3]),
        payload[3],
        payload[4],
        BinaryPrimitives.ReadUInt32LittleEndian(payload[5..]),
        string.Create(CultureInfo.InvariantCulture, $"{payload[9]}.{payload[10]}.{payload[11]}"));
}
