using Gatehouse.Hardware.Cards;

namespace Gatehouse.Hardware.Simulation.Cards;

/// <summary>
/// An ISO/IEC 14443 type A card at the air: it answers frames of bits by the state diagram of part 3, section 6.3, and
/// falls back silently at whatever its state does not expect.
/// </summary>
public sealed class SimulatedCard
{
    private const byte WakeUp = 0x52;
    private const byte Request = 0x26;
    private const byte Incomplete = 0x04;
    private const byte SpeaksApdus = 0x20;
    private const int ShortBits = 7;
    private const int PartBits = 40;

    private static readonly bool[] Halt = AirBits.Of([0x50, 0x00, 0x57, 0xCD], 32);

    private readonly Random? _random;
    private State _state;
    private bool _wasHalted;
    private int _level;

    /// <param name="uid">The identifier in hexadecimal, 4, 7 or 10 bytes.</param>
    /// <param name="acknowledge">What it can do (SAK): 0x08 a MIFARE Classic 1K, 0x20 a card that speaks APDUs.</param>
    public SimulatedCard(string uid, byte acknowledge = 0x08)
    {
        Uid = CardUid.Of(Convert.FromHexString(uid)) ?? throw new ArgumentException($"No card may have the identifier {uid}.", nameof(uid));
        Acknowledge = acknowledge;
    }

    private SimulatedCard(Random random)
        : this(RandomUid(random), SpeaksApdus) => _random = random;

    private enum State
    {
        Idle,
        Ready,
        Active,
        Halted,
    }

    public CardUid Uid { get; private set; }

    public byte Acknowledge { get; }

    /// <summary>What it says of part 4 when selected for it; the first byte is the length.</summary>
    public ReadOnlyMemory<byte> AnswerToSelect { get; init; } = new byte[] { 0x06, 0x75, 0x77, 0x81, 0x02, 0x80 };

    /// <summary>How it answers an APDU; by default it knows none (6D 00).</summary>
    public Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> Apdu { get; init; } = _ => new byte[] { 0x6D, 0x00 };

    /// <summary>The check byte of its identifier is wrong.</summary>
    public bool HasBadCheckByte { get; set; }

    /// <summary>The CRC of its acknowledgement is wrong.</summary>
    public bool HasBadCrc { get; set; }

    /// <summary>How many answers it gives until it is torn out of the field; null when it stays.</summary>
    public int? AnswersLeft { get; set; }

    /// <summary>A card, or phone, that makes up another identifier each time that it comes into a field.</summary>
    public static SimulatedCard WithRandomUid(int seed) => new(new Random(seed));

    /// <summary>The field is gone: it forgets everything.</summary>
    internal void LosePower()
    {
        (_state, _wasHalted) = (State.Idle, false);
        if (_random is not null)
        {
            Uid = CardUid.Of(Convert.FromHexString(RandomUid(_random)))!;
        }
    }

    /// <summary>Hears a frame; null is silence.</summary>
    internal bool[]? Hear(ReadOnlySpan<bool> frame)
    {
        var answer = frame.Length == ShortBits ? Wake(AirBits.Pack(frame)[0]) : _state switch
        {
            State.Ready => Anticollision(frame),
            State.Active => Rest(frame.SequenceEqual(Halt)),
            _ => null,
        };
        if (answer is null || AnswersLeft is not { } left)
        {
            return answer;
        }

        AnswersLeft = Math.Max(left - 1, 0);
        return left > 0 ? answer : null;
    }

    private static string RandomUid(Random random) => $"08{random.Next(1 << 24):X6}";

    private int Parts => Uid.Digits.Length switch { 8 => 1, 14 => 2, _ => 3 };

    private bool[]? Wake(byte call)
    {
        if (!((call == WakeUp && _state is State.Idle or State.Halted) || (call == Request && _state == State.Idle)))
        {
            return _state is State.Idle or State.Halted ? null : Rest(halt: false);
        }

        (_wasHalted, _state, _level) = (_state == State.Halted, State.Ready, 0);
        return AirBits.Of([(byte)(0x04 | ((Parts - 1) << 6)), 0x00], 16);
    }

    /// <summary>Back to where it was woken from, or halted as it was told.</summary>
    private bool[]? Rest(bool halt)
    {
        _state = halt || _wasHalted ? State.Halted : State.Idle;
        return null;
    }

    private bool[]? Anticollision(ReadOnlySpan<bool> frame)
    {
        var bytes = AirBits.Pack(frame);
        if (bytes.Length < 2 || bytes[0] != 0x93 + (2 * _level))
        {
            return Rest(halt: false);
        }

        if (bytes[1] == 0x70)
        {
            return frame.Length == 72 && CrcA.Closes(bytes) && bytes.AsSpan(2, 5).SequenceEqual(Part(sound: true))
                ? Selected()
                : Rest(halt: false);
        }

        var known = (8 * ((bytes[1] >> 4) - 2)) + (bytes[1] & 0x0F);
        if (known is < 0 or >= PartBits || frame.Length != 16 + known)
        {
            return Rest(halt: false);
        }

        var part = AirBits.Of(Part(sound: !HasBadCheckByte), PartBits);
        return frame[16..].SequenceEqual(part.AsSpan(0, known)) ? part[known..] : null;
    }

    private bool[] Selected()
    {
        var last = _level == Parts - 1;
        (_state, _level) = last ? (State.Active, _level) : (State.Ready, _level + 1);
        var said = CrcA.Close([last ? Acknowledge : Incomplete]);
        said[2] ^= HasBadCrc ? (byte)0xFF : (byte)0;
        return AirBits.Of(said, 24);
    }

    private byte[] Part(bool sound)
    {
        var uid = Convert.FromHexString(Uid.Digits).AsSpan(3 * _level);
        byte[] part = _level == Parts - 1 ? [.. uid[..4]] : [CardUid.CascadeTag, .. uid[..3]];
        var check = (byte)(part[0] ^ part[1] ^ part[2] ^ part[3]);
        return [.. part, sound ? check : (byte)~check];
    }
}
