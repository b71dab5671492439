using Gatehouse.Hardware.Cards;

namespace Gatehouse.Hardware.Simulation.Cards;

/// <summary>
/// A PN532 at the far end of a serial line. It sleeps until it is woken, then wants SAMConfiguration first. It is
/// stricter than the chip: a write that is not exactly one frame or the wake-up is counted and not answered.
/// </summary>
public sealed class SimulatedPn532 : IDisposable
{
    private const byte RefusalCode = 0x7F;

    private static readonly TimeSpan Waking = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(1);

    private readonly SimulatedSerialLine _line;
    private readonly TimeProvider _time;
    private readonly Pn532Radio _radio;
    private readonly Lock _one = new();
    private long? _wokenAt;
    private bool _isSetUp;
    private byte[] _lastFrame = [];
    private ITimer? _answering;
    private Pn532Fault _fault;
    private int _times;
    private long _violations;

    /// <param name="line">The line that it answers on.</param>
    /// <param name="field">What its antenna reaches.</param>
    /// <param name="time">How long it takes.</param>
    public SimulatedPn532(SimulatedSerialLine line, SimulatedCardField field, TimeProvider time)
    {
        (_line, _time, _radio) = (line, time, new Pn532Radio(field));
        line.Connect(Hear);
    }

    /// <summary>How many writes broke the rules of its frames.</summary>
    public long Violations => Interlocked.Read(ref _violations);

    /// <summary>Inflicts a fault on what it hears or says next.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="times">How often; then it is well again.</param>
    public void Inflict(Pn532Fault fault, int times = int.MaxValue)
    {
        lock (_one)
        {
            (_fault, _times) = (fault, times);
        }
    }

    /// <summary>Its supply goes and comes: it sleeps, and knows nothing of what was set up.</summary>
    public void DipSupply()
    {
        lock (_one)
        {
            End();
            (_wokenAt, _isSetUp) = (null, false);
            _radio.Reset();
        }
    }

    public void Dispose()
    {
        lock (_one)
        {
            End();
        }
    }

    private void Hear(ReadOnlyMemory<byte> bytes)
    {
        lock (_one)
        {
            if (bytes.Span.SequenceEqual(Pn532Words.WakeUp.Span))
            {
                _wokenAt ??= _time.GetTimestamp();
            }
            else if (_wokenAt is { } at && _time.GetElapsedTime(at) >= Waking)
            {
                HearFrame(bytes.Span);
            }
        }
    }

    private void HearFrame(ReadOnlySpan<byte> bytes)
    {
        if (bytes.SequenceEqual(Pn532Frame.Acknowledge.Span))
        {
            End();
        }
        else if (bytes.SequenceEqual(Pn532Frame.Repeat.Span))
        {
            Say(_lastFrame);
        }
        else if (Command(bytes) is { } command)
        {
            End();
            if (Suffers(Pn532Fault.NoAcknowledge) || !(_isSetUp || command[0] is Pn532Words.SecurityModule))
            {
                return;
            }

            _line.Send([.. Noise(), .. Pn532Frame.Acknowledge.Span]);
            Execute(command);
        }
        else
        {
            Interlocked.Increment(ref _violations);
        }
    }

    /// <summary>The command in a frame that is exactly one, written without preamble or remainder.</summary>
    private static byte[]? Command(ReadOnlySpan<byte> bytes)
    {
        var header = bytes is [0x00, 0x00, 0xFF, 0xFF, 0xFF, ..] ? 8 : 5;
        return bytes.Length > header + 3
            && bytes[header] == Pn532Frame.FromHost
            && bytes.SequenceEqual(Pn532Frame.Encode(bytes[header..^2]))
                ? bytes[(header + 1)..^2].ToArray()
                : null;
    }

    private void Execute(byte[] command)
    {
        _isSetUp |= command[0] == Pn532Words.SecurityModule;
        if (Suffers(Pn532Fault.Silent) || _radio.Begin(command) is not { } lasts)
        {
            return;
        }

        _answering = _time.CreateTimer(_ => Answer(command), null, Soon + lasts, Timeout.InfiniteTimeSpan);
    }

    private void Answer(byte[] command)
    {
        lock (_one)
        {
            End();
            var said = _radio.Finish(command);
            if (said is not null && command[0] == Pn532Words.ListTargets && Suffers(Pn532Fault.Contradiction))
            {
                said[0]++;
            }

            _lastFrame = said is null
                ? Pn532Frame.Encode([RefusalCode])
                : Pn532Frame.Encode([Pn532Frame.FromReader, (byte)(command[0] + 1), .. said]);
            Say(_lastFrame);
        }
    }

    private void Say(byte[] frame)
    {
        byte[] sent = [.. Noise(), .. frame];
        if (Suffers(Pn532Fault.BadChecksum))
        {
            sent[^2] ^= 0x01;
        }

        _line.Send(Suffers(Pn532Fault.TruncatedFrame) ? sent.AsSpan(0, sent.Length - 4) : sent);
    }

    /// <summary>Noise, a start code that starts nothing, and one that promises a long frame.</summary>
    private byte[] Noise() => Suffers(Pn532Fault.GarbageBetweenFrames) ? [0xA5, 0x00, 0xFF, 0x12, 0x34, 0x00, 0x00, 0xFF, 0x40, 0xC0, 0xD5] : [];

    private bool Suffers(Pn532Fault fault)
    {
        if (_fault != fault || _times == 0)
        {
            return false;
        }

        _times -= _times == int.MaxValue ? 0 : 1;
        return true;
    }

    private void End()
    {
        _answering?.Dispose();
        _answering = null;
    }
}
