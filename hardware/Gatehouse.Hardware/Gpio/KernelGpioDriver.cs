using System.Device.Gpio;

namespace Gatehouse.Hardware.Gpio;

/// <summary>
/// Drives lines through the kernel's character device, for a <see cref="GpioController"/>. Opening a line leaves it as it
/// is; its first mode takes it from the kernel, an output together with its level in one step, so that it never shows
/// another. Released lines become what the kernel makes of them: inputs with their pull, or what <see cref="KeptOutputs"/> says.
/// </summary>
/// <remarks>
/// Callbacks come from one thread, which sleeps while nothing happens; an exception in one is not caught and ends the
/// process. A callback that was under way when it was removed may still be running afterwards.
/// </remarks>
public sealed class KernelGpioDriver : GpioDriver
{
    private readonly KernelGpioChip _chip;
    private readonly KernelGpioOptions _options;
    private readonly Lock _one = new();
    private readonly Dictionary<int, DriverLine> _lines = [];
    private EventThread? _events;
    private long _lost;
    private bool _disposed;

    /// <summary>Makes the driver; no line is touched.</summary>
    /// <param name="chip">The chip; whoever opened it closes it, at any time.</param>
    /// <param name="options">What its lines are beyond their mode.</param>
    /// <exception cref="ArgumentOutOfRangeException">The debounce time is not between 0 and 1 s.</exception>
    public KernelGpioDriver(KernelGpioChip chip, KernelGpioOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Debounce, TimeSpan.Zero, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Debounce, KernelGpioOptions.LongestDebounce, nameof(options));
        _chip = chip;
        _options = options;
    }

    /// <summary>Edges for which no callback came, because the kernel's buffer of 1024 edges a line was full.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    /// <inheritdoc/>
    protected override int PinCount => _chip.LineCount;

    /// <inheritdoc/>
    /// <exception cref="GpioException">The chip has no such line.</exception>
    protected override void OpenPin(int pinNumber)
    {
        _chip.RequireLine(pinNumber);
        lock (_one)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (!_lines.TryAdd(pinNumber, new DriverLine(_chip, pinNumber, _options.ActiveLow.Contains(pinNumber), _options.Debounced.Contains(pinNumber) ? _options.Debounce : TimeSpan.Zero)))
            {
                throw new InvalidOperationException($"Line {pinNumber} is already open.");
            }
        }
    }

    /// <summary>Releases the line.</summary>
    protected override void ClosePin(int pinNumber)
    {
        lock (_one)
        {
            if (_lines.Remove(pinNumber, out var line))
            {
                line.Dispose();
            }
        }
    }

    /// <summary>Sets the mode. A line that becomes an output is low at first; one that is an output keeps its level.</summary>
    /// <exception cref="GpioException">The line is in use, cannot be that, or its chip is gone.</exception>
    protected override void SetPinMode(int pinNumber, PinMode mode)
    {
        lock (_one)
        {
            var line = Line(pinNumber);
            if (mode != PinMode.Output || line.Mode != PinMode.Output)
            {
                line.SetMode(mode, high: false);
            }
        }
    }

    /// <summary>Sets the mode, and an output's level with it in the same step.</summary>
    /// <exception cref="GpioException">The line is in use, cannot be that, or its chip is gone.</exception>
    protected override void SetPinMode(int pinNumber, PinMode mode, PinValue initialValue)
    {
        lock (_one)
        {
            Line(pinNumber).SetMode(mode, initialValue == PinValue.High);
        }
    }

    /// <summary>The mode that was set; before, whether the line is an input or an output as the kernel has it.</summary>
    protected override PinMode GetPinMode(int pinNumber)
    {
        lock (_one)
        {
            return Line(pinNumber).Mode ?? (_chip.Describe(pinNumber).IsOutput ? PinMode.Output : PinMode.Input);
        }
    }

    /// <inheritdoc/>
    protected override bool IsPinModeSupported(int pinNumber, PinMode mode) =>
        pinNumber >= 0 && pinNumber < _chip.LineCount && Enum.IsDefined(mode);

    /// <inheritdoc/>
    /// <exception cref="GpioException">The chip is gone.</exception>
    protected override PinValue Read(int pinNumber)
    {
        lock (_one)
        {
            return Line(pinNumber).Read();
        }
    }

    /// <inheritdoc/>
    /// <exception cref="GpioException">The chip is gone.</exception>
    protected override void Write(int pinNumber, PinValue value)
    {
        lock (_one)
        {
            Line(pinNumber).Write(value == PinValue.High);
        }
    }

    /// <summary>Writes lines in their order, a few microseconds from each to the next, and none if one of them is no output.</summary>
    /// <exception cref="GpioException">The chip is gone.</exception>
    protected override void Write(ReadOnlySpan<PinValuePair> pinValuePairs)
    {
        lock (_one)
        {
            foreach (var (number, _) in pinValuePairs)
            {
                Line(number).RequireOutput();
            }

            foreach (var (number, value) in pinValuePairs)
            {
                Line(number).Write(value == PinValue.High);
            }
        }
    }

    /// <summary>Writes the opposite of what was last written, whatever the line's level is outside.</summary>
    /// <exception cref="GpioException">The chip is gone.</exception>
    protected override void Toggle(int pinNumber)
    {
        lock (_one)
        {
            Line(pinNumber).Toggle();
        }
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The line is no input yet.</exception>
    /// <exception cref="GpioException">The line has no interrupt, or the chip is gone.</exception>
    protected override void AddCallbackForPinValueChangedEvent(int pinNumber, PinEventTypes eventTypes, PinChangeEventHandler callback)
    {
        lock (_one)
        {
            var line = Line(pinNumber);
            _events ??= EventThread.Start("GPIO callbacks", OnEvents);
            line.Add(new LineCallback(eventTypes, callback), _events);
        }
    }

    /// <inheritdoc/>
    protected override void RemoveCallbackForPinValueChangedEvent(int pinNumber, PinChangeEventHandler callback)
    {
        lock (_one)
        {
            Line(pinNumber).Remove(callback);
        }
    }

    /// <summary>Not offered: nobody waits for an edge without doing something else meanwhile.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    protected override WaitForEventResult WaitForEvent(int pinNumber, PinEventTypes eventTypes, CancellationToken cancellationToken) =>
        throw new NotSupportedException("This driver tells edges by callback only: register one for the line.");

    /// <summary>Releases all lines.</summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            lock (_one)
            {
                _disposed = true;
                _events?.Dispose();
                foreach (var line in _lines.Values)
                {
                    line.Dispose();
                }

                _lines.Clear();
            }
        }

        base.Dispose(disposing);
    }

    private DriverLine Line(int number) => _lines.TryGetValue(number, out var line)
        ? line
        : throw new InvalidOperationException($"Line {number} is not open.");

    private void OnEvents(uint number)
    {
        Span<GpioAbi.LineEvent> events = stackalloc GpioAbi.LineEvent[16];
        LineCallback[] callbacks;
        lock (_one)
        {
            if (!_lines.TryGetValue((int)number, out var line))
            {
                return;
            }

            events = Take(line, events);
            callbacks = line.Callbacks;
        }

        // Outside the lock, because who is called may read or write in answer.
        foreach (ref readonly var e in events)
        {
            var type = e.Id == GpioAbi.RisingEvent ? PinEventTypes.Rising : PinEventTypes.Falling;
            foreach (var callback in callbacks)
            {
                if ((callback.Types & type) != 0)
                {
                    callback.Handler(this, new PinValueChangedEventArgs(type, (int)number));
                }
            }
        }
    }

    private Span<GpioAbi.LineEvent> Take(DriverLine line, Span<GpioAbi.LineEvent> events)
    {
        try
        {
            var taken = line.Take(events, out var lost);
            Interlocked.Add(ref _lost, lost);
            return taken;
        }
        catch (GpioException)
        {
            // A callback has no way to say so. Reading or writing the line does.
            _events?.Unwatch(line.Taken.Handle);
            return [];
        }
    }
}
