using System.Buffers.Binary;
using System.Text;
using Gatehouse.Hardware.Osdp;

namespace Gatehouse.Hardware.Simulation;

/// <summary>What a reader has beside its line: LED, buzzer, housing, supply, and what has happened since the last poll.</summary>
internal sealed class SimulatedOsdpHead
{
    private static readonly byte[] Identity = [0x0A, 0x00, 0x17, 0x03, 0x00, 0xCA, 0xFE, 0xDE, 0xED, 0x01, 0x50, 0x02];
    private static readonly byte[] Capabilities = [3, 1, 1, 4, 4, 1, 5, 2, 1, 8, 1, 0, 9, 1, 1];

    private readonly Queue<SimulatedOsdpAnswer> _happened = [];
    private bool _isTampered;
    private bool _hasPowerFailed;

    public bool IsTampered { get => _isTampered; set => SetStatus(ref _isTampered, value); }

    public bool HasPowerFailed { get => _hasPowerFailed; set => SetStatus(ref _hasPowerFailed, value); }

    public (OsdpColour First, OsdpColour Second) Led { get; set; }

    public (byte On, byte Off, byte Count) Buzzer { get; private set; }

    public int Buzzes { get; private set; }

    public int Polls { get; private set; }

    /// <summary>The payload of a card, its first bit the highest of the first byte.</summary>
    public static byte[] Card(ulong bits, int length)
    {
        const int beforeBits = 4;
        Span<byte> all = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(all, bits << (64 - length));
        var payload = new byte[beforeBits + ((length + 7) / 8)];
        BinaryPrimitives.WriteUInt16LittleEndian(payload.AsSpan(2), (ushort)length);
        all[..(payload.Length - beforeBits)].CopyTo(payload.AsSpan(beforeBits));
        return payload;
    }

    /// <summary>The payload of pressed keys; # and * are sent as readers send them.</summary>
    public static byte[] Keys(string keys)
    {
        var sent = Encoding.ASCII.GetBytes(keys.Replace('#', '\r').Replace('*', '\x7F'));
        return [0, (byte)sent.Length, .. sent];
    }

    /// <summary>How long a command's data must be; null when there is no such command.</summary>
    public static int? LengthOf(OsdpCommandCode code) => code switch
    {
        OsdpCommandCode.Poll or OsdpCommandCode.LocalStatus => 0,
        OsdpCommandCode.Identify or OsdpCommandCode.Capabilities => 1,
        OsdpCommandCode.Led => 14,
        OsdpCommandCode.Buzzer => 5,
        OsdpCommandCode.SetKey => 2 + OsdpKey.Length,
        OsdpCommandCode.Challenge => OsdpSessionKeys.RandomLength,
        OsdpCommandCode.PanelCryptogram => OsdpSessionKeys.Block,
        _ => null,
    };

    public void Happens(SimulatedOsdpAnswer answer) => _happened.Enqueue(answer);

    public SimulatedOsdpAnswer Do(OsdpCommandCode code, byte[] payload)
    {
        switch (code)
        {
            case OsdpCommandCode.Poll:
                Polls++;
                return _happened.TryDequeue(out var happened) ? happened : SimulatedOsdpAnswer.Ack;
            case OsdpCommandCode.Identify:
                return new(OsdpReplyCode.Identity, Identity);
            case OsdpCommandCode.Capabilities:
                return new(OsdpReplyCode.Capabilities, Capabilities);
            case OsdpCommandCode.LocalStatus:
                return Status();
            case OsdpCommandCode.Led:
                Led = ((OsdpColour)payload[^2], (OsdpColour)payload[^1]);
                return SimulatedOsdpAnswer.Ack;
            case OsdpCommandCode.Buzzer:
                Buzzes++;
                Buzzer = (payload[2], payload[3], payload[4]);
                return SimulatedOsdpAnswer.Ack;
            default:
                return SimulatedOsdpAnswer.Nak(OsdpRefusal.UnknownCommand);
        }
    }

    private SimulatedOsdpAnswer Status() =>
        new(OsdpReplyCode.LocalStatus, [_isTampered ? (byte)1 : (byte)0, _hasPowerFailed ? (byte)1 : (byte)0]);

    private void SetStatus(ref bool status, bool value)
    {
        status = value;
        Happens(Status());
    }
}
