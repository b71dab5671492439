using Gatehouse.Hardware.Badges;
using Gatehouse.Hardware.Osdp;

namespace Gatehouse.Hardware.Simulation;

/// <summary>
/// A reader at the far end of a serial line that speaks OSDP v2 as a peripheral. Commands that are damaged, of a wrong
/// length or sequence, in the clear where they must not be, or not of its session are refused. With a key it serves in
/// secure channel only; without one it is new, takes commands in the clear and opens a channel with the default key.
/// </summary>
public sealed class SimulatedOsdpReader : IDisposable
{
    // Without a command for so long a reader is on its own and forgets its session (SIA OSDP 2.2, 5.7).
    private static readonly TimeSpan Alone = TimeSpan.FromSeconds(8);

    private static readonly byte[] ForgedCapabilities = [3, 1, 1, 8, 1, 0, 9, 0, 0];

    private readonly byte _address;
    private readonly TimeProvider _time;
    private readonly SimulatedOsdpWire _wire;
    private readonly SimulatedOsdpSession _session;
    private readonly SimulatedOsdpHead _head = new();
    private readonly Lock _one = new();
    private readonly OsdpDecoder _decoder = new();
    private byte[] _lastCommand = [];
    private OsdpPacket? _lastAnswer;
    private int _sequence;
    private long _heardAt;

    /// <summary>Puts a reader at the far end of a line.</summary>
    public SimulatedOsdpReader(SimulatedSerialLine line, byte address, OsdpKey? key, TimeProvider time, int seed)
    {
        var random = new Random(seed);
        _address = address;
        _time = time;
        _wire = new SimulatedOsdpWire(line, random, time);
        _session = new SimulatedOsdpSession(random) { Key = key, TakesDefaultKey = key is null };
        line.Connect(Hear);
    }

    public SimulatedOsdpFault Fault
    {
        get;
        set
        {
            var before = field;
            field = value;
            // Each of these is told when it is set; another fault leaves housing and supply as they are.
            if (SimulatedOsdpFault.Tampered == before || SimulatedOsdpFault.Tampered == value)
            {
                IsTampered = value == SimulatedOsdpFault.Tampered;
            }

            if (SimulatedOsdpFault.PowerFailed == before || SimulatedOsdpFault.PowerFailed == value)
            {
                HasPowerFailed = value == SimulatedOsdpFault.PowerFailed;
            }
        }
    }

    /// <summary>How many of the next commands reach it damaged. It counts down by itself.</summary>
    public int CommandsToDamage { get; set; }

    /// <summary>How many of its next answers do not arrive. It counts down by itself.</summary>
    public int AnswersToLose { get => Locked(() => _wire.AnswersToLose); set => Locked(() => _wire.AnswersToLose = value); }

    /// <summary>How many of its next answers come after the panel has asked again. It counts down by itself.</summary>
    public int AnswersToDelay { get => Locked(() => _wire.AnswersToDelay); set => Locked(() => _wire.AnswersToDelay = value); }

    /// <summary>It still takes the default key after it was given its own.</summary>
    public bool KeepsInstallMode { get; set; }

    public bool IsTampered { get => Locked(() => _head.IsTampered); set => Locked(() => _head.IsTampered = value); }

    public bool HasPowerFailed { get => Locked(() => _head.HasPowerFailed); set => Locked(() => _head.HasPowerFailed = value); }

    /// <summary>The two colours that its LED shows in turn.</summary>
    public (OsdpColour First, OsdpColour Second) Led => Locked(() => _head.Led);

    /// <summary>What its buzzer sounded last: tenths of a second on and off, and how often.</summary>
    public (byte On, byte Off, byte Count) Buzzer => Locked(() => _head.Buzzer);

    /// <summary>How many commands it was given to sound its buzzer.</summary>
    public int Buzzes => Locked(() => _head.Buzzes);

    /// <summary>How many polls it answered.</summary>
    public int Polls => Locked(() => _head.Polls);

    /// <summary>How many commands it heard again and answered as before.</summary>
    public int Repeats { get; private set; }

    /// <summary>How many commands it refused.</summary>
    public int Refusals { get; private set; }

    /// <summary>Whether this is its own key and it takes no other.</summary>
    public bool IsCommissionedWith(OsdpKey key) => Locked(() => _session.Key is { } own && own.IsSame(key) && !_session.TakesDefaultKey);

    /// <summary>A badge of a Wiegand format is held before it.</summary>
    /// <exception cref="ArgumentException">No Wiegand format has such a badge.</exception>
    public void Present(BadgeNumber badge)
    {
        var format = WiegandFormat.Named(badge.Format) ?? throw new ArgumentException($"{badge} is of no Wiegand format.", nameof(badge));
        Present(format.Encode(badge), format.Length);
    }

    /// <summary>A card of any bits, up to 64, is held before it, the last bit lowest.</summary>
    public void Present(ulong bits, int length) => Happens(OsdpReplyCode.Card, SimulatedOsdpHead.Card(bits, length));

    /// <summary>Keys are pressed: digits, * and #.</summary>
    public void Press(string keys) => Happens(OsdpReplyCode.Keypad, SimulatedOsdpHead.Keys(keys));

    /// <summary>Something happens that it tells at the next poll.</summary>
    public void Happens(OsdpReplyCode code, params byte[] payload)
    {
        lock (_one)
        {
            _head.Happens(new SimulatedOsdpAnswer(code, payload));
        }
    }

    /// <summary>Its supply is interrupted for a moment: it forgets session, sequence and what it showed.</summary>
    public void Restart()
    {
        lock (_one)
        {
            _session.Forget();
            _sequence = 0;
            _lastCommand = [];
            _head.Led = default;
        }
    }

    public void Dispose() => _session.Dispose();

    private void Hear(ReadOnlyMemory<byte> bytes)
    {
        lock (_one)
        {
            if (Fault == SimulatedOsdpFault.Silent)
            {
                return;
            }

            var heard = bytes.ToArray();
            if (CommandsToDamage > 0)
            {
                CommandsToDamage--;
                heard[^1] ^= 0x10;
            }

            var damaged = _decoder.Refused;
            ReadOnlySpan<byte> left = heard;
            while (_decoder.Next(ref left) is { } packet)
            {
                Take(packet);
            }

            if (_decoder.Refused != damaged)
            {
                Transmit(Refusal(new OsdpHeader(_address, IsReply: true, Sequence: 0), OsdpRefusal.Check));
            }
        }
    }

    private void Take(OsdpPacket command)
    {
        if (command.Header.IsReply || command.Header.Address != _address)
        {
            return;
        }

        var sequence = command.Header.Sequence;
        var reply = command.Header with { IsReply = true, Security = null };
        if (Fault == SimulatedOsdpFault.Busy)
        {
            Transmit(new OsdpPacket(reply with { Sequence = 0 }, (byte)OsdpReplyCode.Busy, []));
            return;
        }

        if (sequence == 0 || _time.GetElapsedTime(_heardAt) > Alone)
        {
            _session.Forget();
        }
        else if (_lastAnswer is { } before && command.Bytes.Span.SequenceEqual(_lastCommand))
        {
            Repeats++;
            Transmit(before);
            return;
        }
        else if (sequence != (_sequence % 3) + 1)
        {
            Transmit(Refusal(reply, OsdpRefusal.Sequence));
            return;
        }

        _heardAt = _time.GetTimestamp();
        _sequence = sequence;
        _lastCommand = command.Bytes.ToArray();
        var refusal = _session.Admit(command, Fault, out var payload);
        _lastAnswer = refusal == OsdpRefusal.None ? Answer(reply, Do(command, payload)) : Refusal(reply, refusal);
        Transmit(_lastAnswer);
    }

    private SimulatedOsdpAnswer Do(OsdpPacket command, byte[] payload)
    {
        var code = (OsdpCommandCode)command.Code;
        if (SimulatedOsdpHead.LengthOf(code) is { } length && payload.Length != length)
        {
            return SimulatedOsdpAnswer.Nak(OsdpRefusal.Length);
        }

        return code switch
        {
            OsdpCommandCode.SetKey => _session.Take(new OsdpKey(payload.AsSpan(2)), KeepsInstallMode),
            OsdpCommandCode.Challenge => Challenge(payload, command.Header.Security!.Value.Value),
            OsdpCommandCode.PanelCryptogram => _session.Prove(payload, Fault),
            _ => _head.Do(code, payload),
        };
    }

    private SimulatedOsdpAnswer Challenge(byte[] panelRandom, byte whichKey) => Fault switch
    {
        SimulatedOsdpFault.RefusesSecureChannel => SimulatedOsdpAnswer.Nak(OsdpRefusal.NoSecureChannel),
        SimulatedOsdpFault.ForgedCapabilities => new(OsdpReplyCode.Capabilities, ForgedCapabilities),
        _ => _session.Challenge(whichKey, panelRandom, Fault),
    };

    private OsdpPacket Refusal(OsdpHeader reply, OsdpRefusal reason)
    {
        Refusals++;
        return new OsdpPacket(reply, (byte)OsdpReplyCode.Nak, [(byte)reason]);
    }

    private OsdpPacket Answer(OsdpHeader reply, SimulatedOsdpAnswer answer)
    {
        Refusals += answer.Code == OsdpReplyCode.Nak ? 1 : 0;
        return answer.Handshake is null && _session.IsOpen && Fault != SimulatedOsdpFault.AnswersInClear
            ? _session.Seal(reply, answer)
            : new OsdpPacket(reply with { Security = answer.Handshake }, (byte)answer.Code, answer.Payload);
    }

    private void Transmit(OsdpPacket answer)
    {
        var header = Fault == SimulatedOsdpFault.OtherAddress ? answer.Header with { Address = (byte)(_address + 1) } : answer.Header;
        var payload = answer.Payload.ToArray();
        if (Fault == SimulatedOsdpFault.BadMac && header.Security is { Type: > OsdpSecurity.FirstMac })
        {
            payload[^1] ^= 0x01;
        }

        _wire.Send(new OsdpPacket(header, answer.Code, payload), Fault);
    }

    private T Locked<T>(Func<T> get)
    {
        lock (_one)
        {
            return get();
        }
    }
}
