using System.Device.Gpio;
using Gatehouse.Hardware.Gpio;

namespace Gatehouse.Hardware.Simulation;

/// <summary>
/// A GPIO chip. Stricter than a real one: writing a line that is no output, and driving an output from outside, are
/// refused. A closed line falls back to its pull: up for lines 0 to 8, down for the others, as on a Raspberry Pi.
/// Seen from outside, high is high; to the program, high is active.
/// </summary>
public sealed class SimulatedGpioChip : GpioDriver
{
    private const ulong PulledUpAtRest = 0x1FF;

    private readonly Lock _one = new();
    private readonly int _lines;
    private readonly Dictionary<int, PinMode> _open = [];
    private readonly List<Callback> _callbacks = [];
    private ulong _outputs;
    private ulong _written;
    private ulong _driven;
    private ulong _outside;
    private ulong _pulledUp = PulledUpAtRest;
    private ulong _activeLow;
    private ulong _shorted;
    private ulong _raised;
    private long _lost;

    public SimulatedGpioChip(int lines = 54)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lines, 64);
        _lines = lines;
    }

    /// <summary>Levels changed. Raised on the thread that changed them, before its call returns.</summary>
    public event EventHandler<LevelsChangedEventArgs>? Changed;

    /// <summary>The program is told of no edge, as by a kernel whose buffer ran over; levels can still be read.</summary>
    public bool LosesEdges { get; set; }

    /// <summary>How many edges were lost.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    /// <summary>Lines that are active at a low level, as the program asks the kernel for them.</summary>
    public IReadOnlyCollection<int> ActiveLow
    {
        get;
        init
        {
            field = value;
            _activeLow = value.Aggregate(0ul, (lines, line) => lines | Bit(line));
        }
    }
    = [];

    /// <summary>The chip was taken away: no line can be read or written, and nothing is told of any.</summary>
    public bool Gone { get; set; }

    protected override int PinCount => _lines;

    /// <summary>The level of a line, whoever drives it.</summary>
    public bool IsHigh(int line)
    {
        lock (_one)
        {
            return (Levels() & Bit(line)) != 0;
        }
    }

    /// <summary>Drives a line from outside, as a contact or a device does.</summary>
    /// <exception cref="InvalidOperationException">The program drives it as an output: a short circuit.</exception>
    public void Set(int line, bool high) => Apply(() =>
    {
        if ((_outputs & Bit(line)) != 0)
        {
            throw new InvalidOperationException($"Line {line} is an output of the program and cannot be driven from outside.");
        }

        _driven |= Bit(line);
        _outside = With(_outside, line, high);
    });

    /// <summary>Shorts a line to the supply, or mends it: it stays high whatever the program writes.</summary>
    public void SetRaised(int line, bool isRaised) => Apply(() => _raised = With(_raised, line, isRaised));

    /// <summary>Shorts a line to ground, or mends it: it stays low whatever the program writes.</summary>
    public void SetShorted(int line, bool isShorted) => Apply(() => _shorted = With(_shorted, line, isShorted));

    protected override void OpenPin(int pinNumber) => Apply(() =>
    {
        if (!_open.TryAdd(pinNumber, PinMode.Input))
        {
            throw new InvalidOperationException($"Line {pinNumber} is already open.");
        }
    });

    protected override void ClosePin(int pinNumber) => Apply(() =>
    {
        _open.Remove(pinNumber);
        _callbacks.RemoveAll(c => c.Line == pinNumber);
        _outputs &= ~Bit(pinNumber);
        _pulledUp = With(_pulledUp, pinNumber, (PulledUpAtRest & Bit(pinNumber)) != 0);
    });

    protected override void SetPinMode(int pinNumber, PinMode mode) => SetPinMode(pinNumber, mode, PinValue.Low);

    protected override void SetPinMode(int pinNumber, PinMode mode, PinValue initialValue) => Apply(() =>
    {
        if (mode == PinMode.Output && (_driven & Bit(pinNumber)) != 0)
        {
            throw new InvalidOperationException($"Line {pinNumber} is driven from outside and cannot be an output.");
        }

        _open[pinNumber] = mode;
        _outputs = With(_outputs, pinNumber, mode == PinMode.Output);
        _written = With(_written, pinNumber, (initialValue == PinValue.High) != IsActiveLow(pinNumber));
        _pulledUp = With(_pulledUp, pinNumber, mode == PinMode.InputPullUp);
    });

    protected override PinMode GetPinMode(int pinNumber)
    {
        lock (_one)
        {
            return _open[pinNumber];
        }
    }

    protected override bool IsPinModeSupported(int pinNumber, PinMode mode) => pinNumber >= 0 && pinNumber < _lines;

    protected override PinValue Read(int pinNumber) => Gone ? throw IsGone() : IsHigh(pinNumber) != IsActiveLow(pinNumber);

    protected override void Write(int pinNumber, PinValue value) => Write([new PinValuePair(pinNumber, value)]);

    protected override void Write(ReadOnlySpan<PinValuePair> pinValuePairs)
    {
        if (Gone)
        {
            throw IsGone();
        }

        var lines = 0ul;
        var levels = 0ul;
        foreach (var (line, value) in pinValuePairs)
        {
            lines |= Bit(line);
            levels = With(levels, line, (value == PinValue.High) != IsActiveLow(line));
        }

        Apply(() =>
        {
            if ((_outputs & lines) != lines)
            {
                throw new InvalidOperationException("A line that is no output was written.");
            }

            _written = (_written & ~lines) | levels;
        });
    }

    protected override void AddCallbackForPinValueChangedEvent(int pinNumber, PinEventTypes eventTypes, PinChangeEventHandler callback) =>
        Apply(() => _callbacks.Add(new Callback(pinNumber, eventTypes, IsActiveLow(pinNumber), callback)));

    protected override void RemoveCallbackForPinValueChangedEvent(int pinNumber, PinChangeEventHandler callback) =>
        Apply(() => _callbacks.RemoveAll(c => c.Line == pinNumber && c.Handler == callback));

    /// <summary>Not simulated: the product takes changes by callback.</summary>
    protected override WaitForEventResult WaitForEvent(int pinNumber, PinEventTypes eventTypes, CancellationToken cancellationToken) =>
        throw new NotSupportedException("The simulated chip reports changes by callback only.");

    private static GpioException IsGone() => new(GpioFault.ChipGone, "The simulated GPIO chip is gone.");

    private bool IsActiveLow(int line) => (_activeLow & Bit(line)) != 0;

    private ulong Bit(int line)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(line);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(line, _lines);
        return 1ul << line;
    }

    private ulong With(ulong bits, int line, bool set) => set ? bits | Bit(line) : bits & ~Bit(line);

    private ulong Levels()
    {
        var inputs = (_driven & _outside) | (~_driven & _pulledUp);
        return ((_outputs & _written) | (~_outputs & inputs) | _raised) & ~_shorted;
    }

    private void Apply(Action change)
    {
        LevelsChangedEventArgs levels;
        Callback[] callbacks;
        lock (_one)
        {
            var before = Levels();
            change();
            var after = Levels();
            if (before == after)
            {
                return;
            }

            levels = new LevelsChangedEventArgs(before, after);
            callbacks = Gone ? [] : [.. _callbacks.Where(callback => callback.Wants(levels))];
            if (LosesEdges)
            {
                Interlocked.Add(ref _lost, callbacks.Length);
                callbacks = [];
            }
        }

        // Outside the lock, because who listens may write in answer.
        Changed?.Invoke(this, levels);
        foreach (var callback in callbacks)
        {
            callback.Tell(this, levels);
        }
    }

    private sealed record Callback(int Line, PinEventTypes Types, bool ActiveLow, PinChangeEventHandler Handler)
    {
        public bool Wants(LevelsChangedEventArgs levels) => (Types & Edge(levels)) != 0;

        public void Tell(object sender, LevelsChangedEventArgs levels) => Handler(sender, new PinValueChangedEventArgs(Edge(levels), Line));

        private PinEventTypes Edge(LevelsChangedEventArgs levels) =>
            !levels.Concerns(Line) ? PinEventTypes.None : levels.Rose(Line) != ActiveLow ? PinEventTypes.Rising : PinEventTypes.Falling;
    }
}
