using System.Device.Gpio;

namespace Gatehouse.Hardware.Gpio;

/// <summary>One line of a <see cref="KernelGpioDriver"/>, which holds its lock at every call: opened, and taken from the kernel with its first mode.</summary>
internal sealed class DriverLine(KernelGpioChip chip, int number, bool activeLow, TimeSpan debounce) : IDisposable
{
    private RequestedLines? _lines;
    private bool _high;
    private bool _watched;
    private PinEventTypes _edges;
    private uint _sequence;

    /// <summary>Its mode; null as long as it was only opened.</summary>
    public PinMode? Mode { get; private set; }

    /// <summary>Who wants to know of its edges. The array is replaced, never changed.</summary>
    public LineCallback[] Callbacks { get; private set; } = [];

    /// <summary>The line as it is taken from the kernel.</summary>
    /// <exception cref="InvalidOperationException">It has no mode yet.</exception>
    public RequestedLines Taken => _lines ?? throw new InvalidOperationException($"Line {number} has no mode yet: set one first.");

    public void SetMode(PinMode mode, bool high)
    {
        var settings = Settings(mode, high, _edges);
        if (_lines is null)
        {
            _lines = RequestedLines.Request(chip, [number], settings);
        }
        else
        {
            _lines.Configure(settings);
        }

        Mode = mode;
        _high = high;
    }

    public bool Read() => Taken.Read(1) != 0;

    public void Write(bool high)
    {
        RequireOutput();
        Taken.Write(1, high ? 1u : 0u);
        _high = high;
    }

    public void Toggle() => Write(!_high);

    public void RequireOutput()
    {
        if (Mode != PinMode.Output)
        {
            throw new InvalidOperationException($"Line {number} is no output and cannot be written.");
        }
    }

    public void Add(LineCallback callback, EventThread events)
    {
        if (Mode is not { } mode || mode == PinMode.Output)
        {
            throw new InvalidOperationException($"Line {number} is no input: make it one before waiting for its edges.");
        }

        var edges = _edges | callback.Types;
        if (edges != _edges)
        {
            Taken.Configure(Settings(mode, _high, edges));
            _edges = edges;
        }

        Callbacks = [.. Callbacks, callback];
        if (!_watched)
        {
            events.Watch(Taken.Handle, (uint)number);
            _watched = true;
        }
    }

    /// <summary>Forgets a callback. Edges are taken on, so that none of now is told to a later one.</summary>
    public void Remove(PinChangeEventHandler handler) => Callbacks = [.. Callbacks.Where(callback => callback.Handler != handler)];

    /// <summary>Takes the events that wait, and says how many were lost before them.</summary>
    public Span<GpioAbi.LineEvent> Take(Span<GpioAbi.LineEvent> events, out uint lost)
    {
        var taken = Taken.Take(events);
        lost = 0;
        foreach (ref readonly var e in taken)
        {
            lost += e.LineSequence - _sequence - 1;
            _sequence = e.LineSequence;
        }

        return taken;
    }

    public void Dispose() => _lines?.Dispose();

    private LineSettings Settings(PinMode mode, bool high, PinEventTypes edges)
    {
        var flags = activeLow ? GpioAbi.ActiveLow : 0;
        return mode == PinMode.Output
            ? new LineSettings(flags | GpioAbi.Output, high)
            : new LineSettings(flags | LineSettings.Input(mode, edges), Debounce: edges == PinEventTypes.None ? TimeSpan.Zero : debounce);
    }
}
