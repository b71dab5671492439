using Gatehouse.Hardware.Gpio;

namespace Gatehouse.Hardware.Badges;

/// <summary>
/// Collects the bits of one frame and remembers the first thing that is wrong with it. A bit is the fall of a line. What
/// begins without the quiet that stands before a frame may be the end of a longer one.
/// </summary>
/// <param name="options">How the reader is wired.</param>
/// <param name="takenAt">Since when the lines are watched, on the clock of the edges.</param>
internal sealed class WiegandFrame(WiegandOptions options, TimeSpan takenAt)
{
    // The limits of readers seen in the field, wider than the usual specification of 0.2-20 ms. A pulse lasts 20 µs at
    // least, so that two lines that fall nearer to each other than that were both low.
    private static readonly TimeSpan ShortestPulse = TimeSpan.FromMicroseconds(20);
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromMicroseconds(150);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromMilliseconds(25);

    private ulong _bits;
    private int _length;
    private WiegandFault? _fault;
    private int _line;
    private TimeSpan _fellAt = takenAt;
    private uint _sequence;

    public bool IsEmpty => _length == 0 && _fault is null;

    /// <summary>Whether an edge comes so late that it belongs to the next frame.</summary>
    public bool IsOver(LineEdge edge) => _length > 0 && edge.At - _fellAt >= options.Idle;

    /// <summary>Takes an edge; true when it is a bit.</summary>
    public bool Take(LineEdge edge)
    {
        if (edge.Sequence != _sequence + 1)
        {
            Spoil(WiegandFault.LostEdges);
        }

        _sequence = edge.Sequence;
        if (edge.Rising || (edge.Line != options.Data0 && edge.Line != options.Data1))
        {
            return false;
        }

        var interval = edge.At - _fellAt;
        if (_length == 0 && interval < options.Idle)
        {
            Spoil(WiegandFault.NoBeginning);
        }
        else if (_length > 0 && interval < ShortestPulse && edge.Line != _line)
        {
            Spoil(WiegandFault.BothLow);
        }
        else if (_length > 0 && (interval < ShortestInterval || interval > LongestInterval))
        {
            Spoil(WiegandFault.Interval);
        }

        _line = edge.Line;
        _fellAt = edge.At;
        _bits = (_bits << 1) | (edge.Line == options.Data1 ? 1u : 0u);
        _length++;
        return true;
    }

    /// <summary>What the frame says; afterwards it is empty.</summary>
    public WiegandDecoding End()
    {
        var said = _fault is { } fault ? new WiegandDecoding(null, fault) : Decode();
        (_bits, _length, _fault) = (0, 0, null);
        return said;
    }

    private WiegandDecoding Decode() =>
        options.Formats.FirstOrDefault(format => format.Length == _length) is { } format
            ? format.Decode(_bits, _length)
            : new WiegandDecoding(null, WiegandFault.Length);

    private void Spoil(WiegandFault fault) => _fault ??= fault;
}
