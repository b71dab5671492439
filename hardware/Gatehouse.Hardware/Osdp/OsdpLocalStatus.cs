namespace Gatehouse.Hardware.Osdp;

/// <summary>How a reader's housing and supply are: the payload of osdp_LSTATR.</summary>
/// <param name="IsTampered">Its housing is open.</param>
/// <param name="HasPowerFailed">Its supply is in trouble.</param>
public readonly record struct OsdpLocalStatus(bool IsTampered, bool HasPowerFailed)
{
    /// <summary>Reads the payload; null when it is none.</summary>
    public static OsdpLocalStatus? Read(ReadOnlySpan<byte> payload) =>
        payload.Length == 2 ? new OsdpLocalStatus(payload[0] != 0, payload[1] != 0) : null;
}
