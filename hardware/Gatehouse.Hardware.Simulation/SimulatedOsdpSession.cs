using System.Security.Cryptography;
using Gatehouse.Hardware.Osdp;

namespace Gatehouse.Hardware.Simulation;

/// <summary>A reader's side of the secure channel: what it lets in, its proofs, its keys.</summary>
internal sealed class SimulatedOsdpSession(Random random) : IDisposable
{
    private static readonly byte[] Client = [0x0A, 0x00, 0x17, 0x03, 0x00, 0xCA, 0xFE, 0xDE];

    private OsdpSessionKeys? _opening;
    private byte[] _readerRandom = [];
    private OsdpSecureChannel? _channel;

    /// <summary>Its own key; null while it is new.</summary>
    public OsdpKey? Key { get; set; }

    public bool TakesDefaultKey { get; set; }

    public bool IsOpen => _channel is not null;

    /// <summary>Verifies and decrypts a command; the reason when it must not come so.</summary>
    public OsdpRefusal Admit(OsdpPacket command, SimulatedOsdpFault fault, out byte[] payload)
    {
        payload = command.Payload.ToArray();
        var code = (OsdpCommandCode)command.Code;
        switch (command.Header.Security?.Type)
        {
            case null when IsOpen:
                Forget();
                return OsdpRefusal.SecurityNotMet;
            case null:
                return Key is null || code is OsdpCommandCode.Identify or OsdpCommandCode.Capabilities ? OsdpRefusal.None : OsdpRefusal.SecurityNotMet;
            case OsdpSecurity.Challenge:
                return code == OsdpCommandCode.Challenge ? OsdpRefusal.None : OsdpRefusal.SecurityNotMet;
            case OsdpSecurity.PanelCryptogram:
                return code == OsdpCommandCode.PanelCryptogram && _opening is not null ? OsdpRefusal.None : OsdpRefusal.SecurityNotMet;
        }

        var opened = fault == SimulatedOsdpFault.DropsSecureChannel ? null : _channel?.Open(command);
        if (opened is null)
        {
            Forget();
            return OsdpRefusal.SecurityNotMet;
        }

        payload = opened;
        return OsdpRefusal.None;
    }

    /// <summary>Answers a challenge, or refuses the key that was asked for.</summary>
    public SimulatedOsdpAnswer Challenge(byte whichKey, byte[] panelRandom, SimulatedOsdpFault fault)
    {
        Forget();
        if ((whichKey == 0 && !TakesDefaultKey) || (whichKey == 1 && Key is null && fault != SimulatedOsdpFault.InstallMode))
        {
            return SimulatedOsdpAnswer.Nak(OsdpRefusal.SecurityNotMet);
        }

        var key = fault switch
        {
            SimulatedOsdpFault.InstallMode => OsdpKey.Default,
            SimulatedOsdpFault.WrongKey => new OsdpKey(Bytes(OsdpKey.Length)),
            _ => whichKey == 0 ? OsdpKey.Default : Key!,
        };
        _readerRandom = Bytes(OsdpSessionKeys.RandomLength);
        _opening = new OsdpSessionKeys(key, panelRandom);
        return new(
            OsdpReplyCode.ReaderCryptogram,
            [.. Client, .. _readerRandom, .. _opening.ReaderCryptogram(_readerRandom)],
            new OsdpSecurityBlock(OsdpSecurity.ReaderCryptogram, key.IsDefault ? (byte)0 : (byte)1));
    }

    /// <summary>Takes the panel's proof and opens the channel, if it is one.</summary>
    public SimulatedOsdpAnswer Prove(byte[] panelProof, SimulatedOsdpFault fault)
    {
        var keys = _opening!;
        _opening = null;
        var first = fault == SimulatedOsdpFault.WrongFirstMac ? Bytes(OsdpSessionKeys.Block) : keys.FirstMac(panelProof);
        var isProof = CryptographicOperations.FixedTimeEquals(keys.PanelCryptogram(_readerRandom), panelProof);
        if (isProof)
        {
            _channel = new OsdpSecureChannel(keys, first, isPanel: false);
        }
        else
        {
            keys.Dispose();
        }

        return new(OsdpReplyCode.FirstMac, first, new OsdpSecurityBlock(OsdpSecurity.FirstMac, isProof ? (byte)1 : (byte)0xFF));
    }

    /// <summary>Takes a key of its own, in a session only; the session goes on with the keys it has.</summary>
    public SimulatedOsdpAnswer Take(OsdpKey key, bool keepsInstallMode)
    {
        if (!IsOpen)
        {
            return SimulatedOsdpAnswer.Nak(OsdpRefusal.SecurityNotMet);
        }

        Key = key;
        TakesDefaultKey = keepsInstallMode;
        return SimulatedOsdpAnswer.Ack;
    }

    public OsdpPacket Seal(OsdpHeader header, SimulatedOsdpAnswer answer) => _channel!.Seal(header, (byte)answer.Code, answer.Payload);

    public void Forget()
    {
        _opening?.Dispose();
        _opening = null;
        _channel?.Dispose();
        _channel = null;
    }

    public void Dispose() => Forget();

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
