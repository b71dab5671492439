using Gatehouse.Hardware.Cards;

namespace Gatehouse.Hardware.Simulation.Cards;

/// <summary>The registers of a simulated MFRC522, its buffer, its timer and its command under way.</summary>
internal sealed class Mfrc522Registers
{
    private const int Count = 0x40;
    private const double Carrier = 13.56e6;
    private const byte TimerStartsBySending = 0x80;
    private const byte FullModulation = 0x40;

    // The chip's own CRC, which the driver does without: command CalcCRC, CRCResultReg in two bytes, CRCIRq in DivIrqReg.
    private const byte ComputeCrc = 0x03;
    private const byte CrcHigh = 0x21;
    private const byte CrcLow = 0x22;
    private const byte OtherInterrupts = 0x05;
    private const byte CrcDone = 0x04;
    private const byte CrcStart = 0x03;
    private const byte CrcStartsAt6363 = 0x01;

    // Of the datasheet's table 20: what has no name there, and what can only be read.
    private static readonly byte[] Reserved = [0x00, 0x0F, 0x10, 0x1A, 0x1B, 0x1E, 0x20, 0x23, 0x25, 0x30, 0x3C, 0x3D, 0x3E, 0x3F];
    private static readonly byte[] ReadOnly = [0x06, 0x07, CrcHigh, CrcLow, 0x2E, 0x2F, 0x37];

    private static readonly TimeSpan Starting = TimeSpan.FromMicroseconds(500);
    private static readonly TimeSpan BitTime = TimeSpan.FromMicroseconds(9.44);
    private static readonly TimeSpan CardDelay = TimeSpan.FromMicroseconds(91);

    private readonly SimulatedCardField _field;
    private readonly TimeProvider _time;
    private readonly byte _version;
    private readonly byte[] _values = new byte[Count];
    private readonly Queue<byte> _fifo = [];
    private long? _resetAt;
    private long _sentAt;
    private TimeSpan? _due;
    private FieldAnswer? _answer;
    private int _answerBit;
    private int _endBit;

    public Mfrc522Registers(SimulatedCardField field, TimeProvider time, byte version)
    {
        (_field, _time, _version) = (field, time, version);
        Reset();
    }

    public Mfrc522Fault Fault { get; set; }

    /// <summary>As when its supply comes.</summary>
    public void Reset()
    {
        Array.Clear(_values);
        _values[Mfrc522Words.Collision] = Mfrc522Words.KeepAfterCollision | Mfrc522Words.NoPosition;
        _values[Mfrc522Words.Mode] = 0x3F;
        _values[Mfrc522Words.TxControl] = 0x80;
        _values[Mfrc522Words.ReceiverGain] = 0x48;
        _values[Mfrc522Words.Version] = _version;
        _fifo.Clear();
        _due = null;
        _resetAt = null;
        _field.Switch(false);
    }

    public byte Read(byte register)
    {
        Demand(!Reserved.Contains(register), register, "is reserved");
        Settle();
        if (IsStarting)
        {
            Demand(register is Mfrc522Words.Command or Mfrc522Words.Version, register, "was read before the chip had started");
            return register == Mfrc522Words.Command ? Mfrc522Words.PowerDown : _version;
        }

        if (register != Mfrc522Words.Fifo)
        {
            return register switch
            {
                Mfrc522Words.FifoLevel => (byte)_fifo.Count,
                Mfrc522Words.Error when IsHot => (byte)(_values[register] | Mfrc522Words.TooHot),
                _ => _values[register],
            };
        }

        Demand(_fifo.Count > 0, register, "was read empty");
        return _fifo.Dequeue();
    }

    public void Write(byte register, byte value)
    {
        Demand(!Reserved.Contains(register) && !ReadOnly.Contains(register), register, "cannot be written");
        Settle();
        Demand(!IsStarting || (register == Mfrc522Words.Command && value == Mfrc522Words.SoftReset), register, "was written before the chip had started");
        switch (register)
        {
            case Mfrc522Words.Command:
                Begin(value);
                break;
            case Mfrc522Words.Interrupts or OtherInterrupts:
                _values[register] = (value & 0x80) != 0 ? (byte)(_values[register] | value) : (byte)(_values[register] & ~value);
                break;
            case Mfrc522Words.Fifo:
                Demand(_fifo.Count < Mfrc522Words.FifoSize, register, "ran over");
                _fifo.Enqueue(value);
                break;
            case Mfrc522Words.FifoLevel:
                Demand((value & Mfrc522Words.Flush) != 0, register, "can only be flushed");
                _fifo.Clear();
                break;
            case Mfrc522Words.BitFraming:
                _values[register] = value;
                if ((value & Mfrc522Words.StartSend) != 0)
                {
                    Send();
                }

                break;
            case var _ when Fault == Mfrc522Fault.ForgetsWrites:
                break;
            default:
                _values[register] = value;
                _field.Switch((_values[Mfrc522Words.TxControl] & Mfrc522Words.AntennaOn) == Mfrc522Words.AntennaOn);
                break;
        }
    }

    private bool IsHot => Fault == Mfrc522Fault.TooHot;

    private bool IsStarting => _resetAt is { } at && _time.GetElapsedTime(at) < Starting;

    private void Begin(byte command)
    {
        var underWay = _values[Mfrc522Words.Command];
        switch (command)
        {
            case Mfrc522Words.SoftReset:
                Reset();
                _resetAt = _time.GetTimestamp();
                break;
            case Mfrc522Words.Idle:
                _values[Mfrc522Words.Command] = command;
                _due = null;
                break;
            case Mfrc522Words.Transceive:
                Demand(underWay == Mfrc522Words.Idle, Mfrc522Words.Command, "was given a command while another was under way");
                _values[Mfrc522Words.Command] = command;
                _values[Mfrc522Words.Error] = 0;
                break;
            case ComputeCrc:
                Demand(underWay == Mfrc522Words.Idle, Mfrc522Words.Command, "was given a command while another was under way");
                Compute();
                break;
            default:
                Demand(false, Mfrc522Words.Command, $"does not know the command 0x{command:X2} here");
                break;
        }
    }

    /// <summary>Over the buffer, at once: the chip needs 4 µs a byte.</summary>
    private void Compute()
    {
        Demand((_values[Mfrc522Words.Mode] & CrcStart) == CrcStartsAt6363, Mfrc522Words.Mode, "is not set to the start value of type A");
        var crc = CrcA.Of([.. _fifo]);
        _fifo.Clear();
        (_values[CrcHigh], _values[CrcLow]) = ((byte)(crc >> 8), (byte)crc);
        _values[OtherInterrupts] |= CrcDone;
    }

    private void Send()
    {
        Demand(_values[Mfrc522Words.Command] == Mfrc522Words.Transceive, Mfrc522Words.BitFraming, "was told to send without a command");
        Demand(_fifo.Count > 0 && _field.IsOn, Mfrc522Words.BitFraming, "was told to send nothing, or without a field");
        Demand(_values[Mfrc522Words.TxAsk] == FullModulation, Mfrc522Words.TxAsk, "is not set to the modulation of type A");
        var framing = _values[Mfrc522Words.BitFraming];
        var lastBits = framing & 0x07;
        var bits = AirBits.Of([.. _fifo], (8 * _fifo.Count) - (lastBits == 0 ? 0 : 8 - lastBits));
        _fifo.Clear();
        _answerBit = (framing >> 4) & 0x07;
        _endBit = bits.Length == 7 ? 0 : bits.Length % 8;
        // Its drivers are off while it is hot, and nothing leaves the antenna.
        _answer = IsHot ? null : _field.Send(bits);
        _sentAt = _time.GetTimestamp();
        var sending = BitTime * (bits.Length + 2);
        _due = _answer is { } answer ? sending + CardDelay + (BitTime * answer.Bits.Length) : sending + Timer;
    }

    /// <summary>How long the timer runs once a frame is out; for ever when it was not set up.</summary>
    private TimeSpan Timer
    {
        get
        {
            var mode = _values[Mfrc522Words.TimerMode];
            var divider = (2 * (((mode & 0x0F) << 8) | _values[Mfrc522Words.TimerPrescaler])) + 1;
            var steps = ((_values[Mfrc522Words.TimerReloadHigh] << 8) | _values[Mfrc522Words.TimerReloadLow]) + 1;
            return (mode & TimerStartsBySending) == 0 || Fault == Mfrc522Fault.TimerStopped ? TimeSpan.FromDays(1) : TimeSpan.FromSeconds(steps * divider / Carrier);
        }
    }

    private void Settle()
    {
        if (_due is not { } due || _time.GetElapsedTime(_sentAt) < due)
        {
            return;
        }

        _due = null;
        if (_answer is null)
        {
            _values[Mfrc522Words.Interrupts] |= Mfrc522Words.TimedOut;
        }
        else
        {
            Receive(_answer);
        }
    }

    private void Receive(FieldAnswer answer)
    {
        var bytes = AirBits.Pack(answer.Bits, _answerBit);
        var error = _answerBit == _endBit ? (byte)0 : Mfrc522Words.BadParity;
        _values[Mfrc522Words.Collision] = (byte)((_values[Mfrc522Words.Collision] & Mfrc522Words.KeepAfterCollision) | Mfrc522Words.NoPosition);
        if (answer.Collision is { } collision)
        {
            error |= Mfrc522Words.Collided;
            Place(bytes, _answerBit + collision);
        }

        if (Fault == Mfrc522Fault.CorruptAnswers)
        {
            bytes[^1] ^= 0x10;
            error |= Mfrc522Words.BadParity;
        }

        foreach (var value in bytes)
        {
            _fifo.Enqueue(value);
        }

        _values[Mfrc522Words.Control] = (byte)((_answerBit + answer.Bits.Length) % 8);
        _values[Mfrc522Words.Error] = error;
        _values[Mfrc522Words.Interrupts] |= (byte)(Mfrc522Words.Received | (error != 0 ? Mfrc522Words.Failed : 0));
    }

    /// <summary>Says where a collision is, if it can, and clears what follows it, if it was told so.</summary>
    private void Place(byte[] bytes, int bit)
    {
        ref var place = ref _values[Mfrc522Words.Collision];
        if (bit < 32)
        {
            place = (byte)((place & Mfrc522Words.KeepAfterCollision) | ((bit + 1) & Mfrc522Words.Position));
        }

        for (var i = bit; (place & Mfrc522Words.KeepAfterCollision) == 0 && i < 8 * bytes.Length; i++)
        {
            bytes[i / 8] &= (byte)~(1 << (i % 8));
        }
    }

    private static void Demand(bool holds, byte register, string what)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"Register 0x{register:X2} of the MFRC522 {what}.");
        }
    }
}
