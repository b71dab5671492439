using System.Diagnostics.CodeAnalysis;
using Gatehouse.Hardware.Input;

namespace Gatehouse.Hardware.Simulation.Input;

/// <summary>
/// A USB keyboard, and the kernel before it: scan codes, keys, reports, repeats, one taker at a time and a buffer that
/// overflows. Its events bear the provider's time.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Whoever opened the stream disposes of it.")]
public sealed class SimulatedKeyboard(TimeProvider time, string name = "simulated USB keyboard") : InputDevice
{
    private const int Released = 0;
    private const int Pressed = 1;
    private const int Repeated = 2;

    private static readonly TimeSpan RepeatDelay = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan RepeatPeriod = TimeSpan.FromMilliseconds(33);

    private readonly Lock _one = new();
    private SimulatedKeyStream? _open;
    private bool _shiftHeld;
    private bool _unplugged;
    private bool _shiftStuck;
    private bool _heldUp;

    public override string Name => name;

    /// <summary>From a key's press to its release, and from that to the next press; readers take 1 or 2 ms.</summary>
    public TimeSpan KeyInterval { get; set; } = TimeSpan.FromMilliseconds(2);

    /// <summary>The plug is pulled: who has it open loses it.</summary>
    public bool Unplugged
    {
        get => _unplugged;
        set
        {
            lock (_one)
            {
                _unplugged = value;
                _shiftHeld &= !value;
                if (value)
                {
                    _open?.Lose();
                }
            }
        }
    }

    /// <summary>It is there and may not be opened.</summary>
    public bool Denied { get; set; }

    /// <summary>Another program has taken it.</summary>
    public bool Taken { get; set; }

    /// <summary>The program that has it open gets no time to read: the kernel's buffer fills.</summary>
    public bool HeldUp
    {
        get => _heldUp;
        set
        {
            _heldUp = value;
            _open?.Wake();
        }
    }

    /// <summary>A read gives no more bytes than this, so that events come in pieces; the kernel itself gives whole ones.</summary>
    public int? PieceSize { get; set; }

    /// <summary>The next shift key pressed stays down until this is set back.</summary>
    public bool ShiftStuck
    {
        get => _shiftStuck;
        set
        {
            _shiftStuck = value;
            Shift(_shiftHeld && value);
        }
    }

    public override Stream Open()
    {
        lock (_one)
        {
            if (_unplugged)
            {
                throw new InputDeviceException(denied: false, $"There is no {name}: check its plug and its cable.");
            }

            if (Denied)
            {
                throw new InputDeviceException(denied: true, $"The {name} may not be opened: the service user must be in the group 'input'.");
            }

            if (Taken || _open is { IsClosed: false })
            {
                throw new InputDeviceException(denied: true, $"The {name} is taken by another program.");
            }

            return _open = new SimulatedKeyStream(this);
        }
    }

    /// <summary>Types a number and Enter, as a reader does.</summary>
    public Task PresentAsync(string number, CancellationToken cancellationToken) => TypeAsync(number + '\n', cancellationToken);

    /// <summary>Types characters of a keyboard of the United States; <c>\n</c> is Enter.</summary>
    /// <exception cref="ArgumentException">No key types such a character.</exception>
    public async Task TypeAsync(string text, CancellationToken cancellationToken)
    {
        foreach (var (code, scan, shifted) in text.Select(SimulatedKeys.Of).ToArray())
        {
            Shift(shifted || _shiftStuck);
            Move(code, scan, Pressed);
            await Task.Delay(KeyInterval, time, cancellationToken);
            Move(code, scan, Released);
            Shift(_shiftHeld && _shiftStuck);
            await Task.Delay(KeyInterval, time, cancellationToken);
        }
    }

    /// <summary>Holds a key that needs no shift, so long that the kernel repeats it.</summary>
    public async Task HoldAsync(char character, TimeSpan howLong, CancellationToken cancellationToken)
    {
        var (code, scan, _) = SimulatedKeys.Of(character);
        Move(code, scan, Pressed);
        for (var held = RepeatDelay; held < howLong; held += RepeatPeriod)
        {
            await Task.Delay(held == RepeatDelay ? RepeatDelay : RepeatPeriod, time, cancellationToken);
            // The kernel marks its own repeats by a report of value 1.
            Emit(new(Now(), EvdevAbi.Key, code, Repeated), new(Now(), EvdevAbi.Mark, EvdevAbi.Report, 1));
        }

        Move(code, scan, Released);
    }

    /// <summary>Moves any key.</summary>
    /// <param name="code">The kernel's code of the key.</param>
    /// <param name="scan">What the keyboard calls it.</param>
    /// <param name="value">1 pressed, 0 released.</param>
    public void Move(ushort code, int scan, int value) => Emit(
        new(Now(), EvdevAbi.Miscellaneous, EvdevAbi.Scan, scan),
        new(Now(), EvdevAbi.Key, code, value),
        new(Now(), EvdevAbi.Mark, EvdevAbi.Report, 0));

    /// <summary>Lets the kernel report events; what nobody has open is nowhere kept.</summary>
    public void Emit(params ReadOnlySpan<InputEvent> events)
    {
        lock (_one)
        {
            if (!_unplugged && _open is { } open)
            {
                open.Put(events);
            }
        }
    }

    /// <summary>A report of its own as well: a reader sets the modifier before the key.</summary>
    private void Shift(bool held)
    {
        if (_shiftHeld != held)
        {
            _shiftHeld = held;
            Move(EvdevAbi.LeftShift, SimulatedKeys.LeftShiftScan, held ? Pressed : Released);
        }
    }

    private ulong Now() => (ulong)time.GetElapsedTime(0).TotalMicroseconds;
}
