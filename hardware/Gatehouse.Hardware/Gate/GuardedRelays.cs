using System.Device.Gpio;

namespace Gatehouse.Hardware.Gate;

/// <summary>
/// Relay lines that a <see cref="RelayGuard"/> in another process holds, as a driver of the kind that a turnstile is
/// made of. They are outputs, low at first, and nothing else.
/// </summary>
public sealed class GuardedRelays : GpioDriver
{
    private const string Gone = "The process that guards the turnstile's relays is gone; its relays are at rest.";

    // A program starts within this on the slowest board, and one that runs answers within a few milliseconds.
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private readonly Lock _one = new();
    private readonly IReadOnlyList<int> _lines;
    private readonly Stream _commands;
    private readonly Stream _answers;
    private readonly Action _end;
    private readonly TimeProvider _time;

    /// <summary>Waits until the guard holds the relays.</summary>
    /// <param name="lines">The relays' lines, in the guard's order.</param>
    /// <param name="commands">Where the guard is told; closed with this, which lets all relays go.</param>
    /// <param name="answers">Where it answers; closed with this.</param>
    /// <param name="end">Ends a guard that does not answer, by which its relays are let go.</param>
    /// <param name="time">Measures patience with it.</param>
    /// <exception cref="IOException">The guard ended before it held them.</exception>
    public GuardedRelays(IReadOnlyList<int> lines, Stream commands, Stream answers, Action end, TimeProvider time)
    {
        _end = end;
        _time = time;
        _lines = lines;
        _commands = commands;
        _answers = answers;
        Expect(RelayGuard.Ready, StartPatience);
    }

    /// <inheritdoc/>
    protected override int PinCount => _lines.Count;

    /// <inheritdoc/>
    protected override void OpenPin(int pinNumber) => Place(pinNumber);

    /// <inheritdoc/>
    protected override void ClosePin(int pinNumber)
    {
    }

    /// <summary>The lines are outputs already.</summary>
    /// <exception cref="InvalidOperationException">Another mode is asked for.</exception>
    protected override void SetPinMode(int pinNumber, PinMode mode)
    {
        if (mode != PinMode.Output)
        {
            throw new InvalidOperationException($"Line {pinNumber} is a relay's and can only be an output.");
        }
    }

    /// <summary>The lines are outputs already; the level is written.</summary>
    protected override void SetPinMode(int pinNumber, PinMode mode, PinValue initialValue)
    {
        SetPinMode(pinNumber, mode);
        Write(pinNumber, initialValue);
    }

    /// <inheritdoc/>
    protected override PinMode GetPinMode(int pinNumber) => PinMode.Output;

    /// <inheritdoc/>
    protected override bool IsPinModeSupported(int pinNumber, PinMode mode) => mode == PinMode.Output;

    /// <summary>The level at the line, as the guard reads it back; low when the guard is gone, for then it has let go.</summary>
    protected override PinValue Read(int pinNumber)
    {
        lock (_one)
        {
            var asked = (byte)(Place(pinNumber) | RelayGuard.Ask);
            try
            {
                Tell(asked);
                return (Heard(Patience) & ~asked) == RelayGuard.Energise;
            }
            catch (IOException)
            {
                return PinValue.Low;
            }
        }
    }

    /// <summary>Tells the guard and returns when it is done.</summary>
    /// <exception cref="IOException">It is to be energised and the guard is gone, and its relays are at rest.</exception>
    protected override void Write(int pinNumber, PinValue value)
    {
        lock (_one)
        {
            var place = Place(pinNumber);
            try
            {
                var told = (byte)(value == PinValue.High ? place | RelayGuard.Energise : place);
                Tell(told);
                Expect(told, Patience);
            }
            catch (IOException) when (value == PinValue.Low)
            {
                // A guard that is gone has let go already.
            }
        }
    }

    /// <summary>A relay tells nothing.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    protected override WaitForEventResult WaitForEvent(int pinNumber, PinEventTypes eventTypes, CancellationToken cancellationToken) => throw Silent();

    /// <summary>A relay tells nothing.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    protected override void AddCallbackForPinValueChangedEvent(int pinNumber, PinEventTypes eventTypes, PinChangeEventHandler callback) => throw Silent();

    /// <summary>A relay tells nothing.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    protected override void RemoveCallbackForPinValueChangedEvent(int pinNumber, PinChangeEventHandler callback) => throw Silent();

    /// <summary>Lets all relays go.</summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _commands.Dispose();
            _answers.Dispose();
        }

        base.Dispose(disposing);
    }

    private static NotSupportedException Silent() => new("A relay's line tells no changes.");

    private int Place(int line)
    {
        for (var place = 0; place < _lines.Count; place++)
        {
            if (_lines[place] == line)
            {
                return place;
            }
        }

        throw new InvalidOperationException($"Line {line} is none of the guarded relays.");
    }

    private void Tell(byte command)
    {
        try
        {
            _commands.WriteByte(command);
            _commands.Flush();
        }
        catch (IOException e)
        {
            throw new IOException(Gone, e);
        }
    }

    private void Expect(byte answer, TimeSpan patience)
    {
        if (Heard(patience) != answer)
        {
            throw new IOException(Gone);
        }
    }

    /// <summary>Waits for an answer; a guard that is late with it is ended, and with it the wait.</summary>
    private int Heard(TimeSpan patience)
    {
        var isLate = false;
        using var late = _time.CreateTimer(
            _ =>
            {
                Volatile.Write(ref isLate, true);
                _end();
            },
            null,
            patience,
            Timeout.InfiniteTimeSpan);
        var heard = _answers.ReadByte();
        return heard >= 0 ? heard : throw new IOException(Volatile.Read(ref isLate)
            ? "The process that guards the turnstile's relays does not answer and was ended; its relays are at rest."
            : Gone);
    }
}
