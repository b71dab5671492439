using Gatehouse.Hardware.Osdp;

namespace Gatehouse.Hardware.Simulation;

/// <summary>What a simulated reader answers, before it is sealed.</summary>
/// <param name="Code">The reply.</param>
/// <param name="Payload">Its data.</param>
/// <param name="Handshake">The security block of a handshake's reply.</param>
internal sealed record SimulatedOsdpAnswer(OsdpReplyCode Code, byte[] Payload, OsdpSecurityBlock? Handshake = null)
{
    public static SimulatedOsdpAnswer Ack { get; } = new(OsdpReplyCode.Ack, []);

    public static SimulatedOsdpAnswer Nak(OsdpRefusal reason) => new(OsdpReplyCode.Nak, [(byte)reason]);
}
