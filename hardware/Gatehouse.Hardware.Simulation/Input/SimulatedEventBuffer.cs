using Gatehouse.Hardware.Input;

namespace Gatehouse.Hardware.Simulation.Input;

/// <summary>
/// The kernel's buffer of one open input device: 64 events, readable up to the last report. One too many, and all but it
/// are replaced by the mark that events were dropped.
/// </summary>
internal sealed class SimulatedEventBuffer
{
    private const int Size = 64;

    private readonly List<InputEvent> _events = new(Size);
    private int _readable;

    public void Put(InputEvent happened)
    {
        _events.Add(happened);
        if (_events.Count == Size)
        {
            _events.Clear();
            _events.AddRange(happened with { Type = EvdevAbi.Mark, Code = EvdevAbi.Dropped, Value = 0 }, happened);
            _readable = 0;
        }

        if (happened is { Type: EvdevAbi.Mark, Code: EvdevAbi.Report })
        {
            _readable = _events.Count;
        }
    }

    /// <summary>All that can be read now.</summary>
    public byte[] Take()
    {
        var bytes = new byte[_readable * InputEvent.Size];
        for (var i = 0; i < _readable; i++)
        {
            _events[i].Write(bytes.AsSpan(i * InputEvent.Size));
        }

        _events.RemoveRange(0, _readable);
        _readable = 0;
        return bytes;
    }
}
