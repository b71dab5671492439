using System.Device.Gpio;
using System.Threading.Channels;
using Gatehouse.Hardware.Kernel;

namespace Gatehouse.Hardware.Gpio;

/// <summary>
/// Edges as the kernel saw them: lines taken in one request, not debounced, each edge with its time on CLOCK_MONOTONIC
/// and its number among the edges of all these lines. Reading begins with the first call of <see cref="ReadAsync"/>;
/// what happened since the lines were taken is told too, the latest 1024 edges of it.
/// </summary>
public sealed class KernelLineEdges : LineEdges
{
    private const int BufferSize = 1024;
    private const int NanosecondsPerTick = 100;

    private readonly Lock _one = new();
    private readonly RequestedLines _lines;
    private readonly Channel<LineEdge> _edges;
    private EventThread? _events;
    private uint _sequence;
    private long _lost;
    private bool _disposed;

    /// <summary>Takes the lines.</summary>
    /// <param name="chip">The chip; whoever opened it closes it, at any time.</param>
    /// <param name="options">Which lines, and how.</param>
    /// <exception cref="GpioException">A line does not exist, is in use, or has no interrupt.</exception>
    public KernelLineEdges(KernelGpioChip chip, LineEdgesOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(options.Mode, PinMode.Output, nameof(options));
        ArgumentOutOfRangeException.ThrowIfZero(options.Lines.Count, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Lines.Count, GpioAbi.LinesMax, nameof(options));
        _lines = RequestedLines.Request(chip, [.. options.Lines], new LineSettings(LineSettings.Input(options.Mode, options.Edges)));
        TakenAt = Libc.MonotonicTime();
        _edges = Channel.CreateBounded<LineEdge>(
            new BoundedChannelOptions(BufferSize) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true, SingleWriter = true },
            _ => Interlocked.Increment(ref _lost));
    }

    /// <inheritdoc/>
    public override TimeSpan TakenAt { get; }

    /// <summary>Edges that happened and were not told, because nobody read for too long. The sequence has a gap for each.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    /// <inheritdoc/>
    /// <exception cref="GpioException">The chip is gone. Linux 6.1 does not say so to who already waits, later ones do.</exception>
    public override IAsyncEnumerable<LineEdge> ReadAsync(CancellationToken cancellationToken)
    {
        lock (_one)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_events is null)
            {
                _events = EventThread.Start("GPIO edges", _ => OnEvents());
                _events.Watch(_lines.Handle, 0);
            }
        }

        return _edges.Reader.ReadAllAsync(cancellationToken);
    }

    /// <summary>Releases the lines; who reads comes to the end.</summary>
    protected override void Dispose(bool disposing)
    {
        lock (_one)
        {
            _disposed = true;
            _events?.Dispose();
            _lines.Dispose();
            _edges.Writer.TryComplete();
        }

        base.Dispose(disposing);
    }

    private void OnEvents()
    {
        Span<GpioAbi.LineEvent> buffer = stackalloc GpioAbi.LineEvent[64];
        lock (_one)
        {
            if (_disposed)
            {
                return;
            }

            try
            {
                Tell(_lines.Take(buffer));
            }
            catch (GpioException e)
            {
                _events?.Unwatch(_lines.Handle);
                _edges.Writer.TryComplete(e);
            }
        }
    }

    private void Tell(Span<GpioAbi.LineEvent> events)
    {
        // Each line has a thread of the kernel's own that puts its edges into the buffer; two lines may overtake each other.
        events.Sort((a, b) => ((int)(a.Sequence - b.Sequence)).CompareTo(0));
        foreach (ref readonly var e in events)
        {
            Interlocked.Add(ref _lost, (int)(e.Sequence - _sequence - 1));
            _sequence = e.Sequence;
            var at = TimeSpan.FromTicks((long)(e.Timestamp / NanosecondsPerTick));
            _edges.Writer.TryWrite(new LineEdge((int)e.Offset, e.Id == GpioAbi.RisingEvent, at, e.Sequence));
        }
    }
}
