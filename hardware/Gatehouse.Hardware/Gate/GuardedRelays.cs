using System.Device.Gpio;

namespace Gatehouse.Hardware.Gate;

/// <summary>
/// Relay lines that a <see cref="RelayGuard"/> in another process holds, as a driver of the kind that a turnstile is
/// made of. They are outputs, low at first, and nothing else.
/// </summary>
public sealed class GuardedRelays : GpioDriver
{
    private readonly Lock _one = new();
    private readonly IReadOnlyList<int> _lines;
    private readonly Stream _commands;
    private readonly Stream _answers;
    private readonly bool[] _energised;

    /// <summary>Waits until the guard holds the relays.</summary>
    /// <param name="lines">The relays' lines, in the guard's order.</param>
    /// <param name="commands">Where the guard is told; closed with this, which lets all relays go.</param>
    /// <param name="answers">Where it answers; closed with this.</param>
    /// <exception cref="IOException">The guard ended before it held them.</exception>
    public GuardedRelays(IReadOnlyList<int> lines, Stream commands, Stream answers)
    {
        _lines = lines;
        _commands = commands;
        _answers = answers;
        _energised = new bool[lines.Count];
        Expect(RelayGuard.Ready);
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

    /// <summary>What was last written; the guard may have let go since.</summary>
    protected override PinValue Read(int pinNumber)
    {
        lock (_one)
        {
            return _energised[Place(pinNumber)];
        }
    }

    /// <summary>Tells the guard and returns when it is done.</summary>
    /// <exception cref="IOException">It is to be energised and the guard is gone, and its relays are at rest.</exception>
    protected override void Write(int pinNumber, PinValue value)
    {
        lock (_one)
        {
            var place = Place(pinNumber);
            _energised[place] = false;
            try
            {
                var told = (byte)(value == PinValue.High ? place | RelayGuard.Energise : place);
                _commands.WriteByte(told);
                _commands.Flush();
                Expect(told);
                _energised[place] = value == PinValue.High;
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

    private void Expect(byte answer)
    {
        if (_answers.ReadByte() != answer)
        {
            throw new IOException("The process that guards the turnstile's relays is gone; its relays are at rest.");
        }
    }
}
