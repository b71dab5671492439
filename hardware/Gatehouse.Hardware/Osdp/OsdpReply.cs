namespace Gatehouse.Hardware.Osdp;

/// <summary>What a reader answered, verified and decrypted where a secure channel stands.</summary>
internal readonly record struct OsdpReply(OsdpReplyCode Code, ReadOnlyMemory<byte> Payload, OsdpSecurityBlock? Security)
{
    public OsdpRefusal Refusal => Code == OsdpReplyCode.Nak && Payload.Length > 0 ? (OsdpRefusal)Payload.Span[0] : OsdpRefusal.None;

    /// <summary>What it says, for a sentence.</summary>
    public override string ToString() => Code != OsdpReplyCode.Nak ? Code.ToString() : Refusal switch
    {
        OsdpRefusal.Check => "NAK, wrong CRC or checksum",
        OsdpRefusal.Length => "NAK, wrong length",
        OsdpRefusal.UnknownCommand => "NAK, unknown command",
        OsdpRefusal.Sequence => "NAK, unexpected sequence number",
        OsdpRefusal.NoSecureChannel => "NAK, no secure channel supported",
        OsdpRefusal.SecurityNotMet => "NAK, security conditions not met",
        OsdpRefusal.BiometricKind or OsdpRefusal.BiometricFormat => "NAK, no such biometric",
        OsdpRefusal.Record => "NAK, cannot do what the command says",
        _ => "NAK, no reason given",
    };
}
