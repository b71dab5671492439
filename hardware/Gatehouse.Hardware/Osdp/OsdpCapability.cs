namespace Gatehouse.Hardware.Osdp;

/// <summary>One thing a reader says it can do: an entry of osdp_PDCAP. Nobody relies on it: it can be forged before there is a secure channel.</summary>
/// <param name="Function">What, such as 4 for LEDs, 9 for communication security (SIA OSDP 2.2, annex B).</param>
/// <param name="Compliance">How well; the meaning is the function's.</param>
/// <param name="Count">How many; the meaning is the function's.</param>
public readonly record struct OsdpCapability(byte Function, byte Compliance, byte Count)
{
    private const int Length = 3;

    /// <summary>Reads the payload; null when it is none.</summary>
    public static IReadOnlyList<OsdpCapability>? Read(ReadOnlySpan<byte> payload)
    {
        if (payload.Length % Length != 0)
        {
            return null;
        }

        var all = new List<OsdpCapability>(payload.Length / Length);
        for (; payload.Length > 0; payload = payload[Length..])
        {
            all.Add(new OsdpCapability(payload[0], payload[1], payload[2]));
        }

        return all;
    }
}
