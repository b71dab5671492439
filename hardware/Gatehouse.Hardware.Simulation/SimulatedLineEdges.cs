using System.Device.Gpio;
using System.Runtime.CompilerServices;
using Gatehouse.Hardware.Gpio;

namespace Gatehouse.Hardware.Simulation;

/// <summary>
/// An ordered stream of edges with the kernel's bounded buffer: when nobody reads, the oldest are lost and the
/// sequence shows a gap.
/// </summary>
/// <param name="time">The kernel's clock.</param>
/// <param name="asked">Which edges were asked for; of the others nothing is told.</param>
public sealed class SimulatedLineEdges(TimeProvider time, PinEventTypes asked = PinEventTypes.Rising | PinEventTypes.Falling) : LineEdges
{
    private const int BufferSize = 1024;

    private readonly Lock _one = new();
    private readonly Queue<LineEdge> _buffer = new();
    private TaskCompletionSource? _waiting;
    private uint _sequence;
    private bool _released;

    /// <summary>The kernel's clock now; it runs with the provider.</summary>
    public TimeSpan Now => time.GetElapsedTime(0);

    public override TimeSpan TakenAt { get; } = time.GetElapsedTime(0);

    /// <summary>Lets edges happen. Those of one call become readable together, as from one read of the kernel's buffer.</summary>
    public void Emit(params IEnumerable<Edge> edges)
    {
        lock (_one)
        {
            foreach (var edge in edges.Where(edge => asked.HasFlag(edge.Rising ? PinEventTypes.Rising : PinEventTypes.Falling)))
            {
                if (_buffer.Count == BufferSize)
                {
                    _buffer.Dequeue();
                }

                _buffer.Enqueue(new LineEdge(edge.Line, edge.Rising, edge.At, ++_sequence));
            }

            _waiting?.TrySetResult();
            _waiting = null;
        }
    }

    /// <summary>Loses an edge as a full buffer does: it happened, and nobody will read it.</summary>
    public void Lose()
    {
        lock (_one)
        {
            _sequence++;
        }
    }

    public override async IAsyncEnumerable<LineEdge> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            var edges = Take(out var arrived);
            foreach (var edge in edges)
            {
                yield return edge;
            }

            if (_released)
            {
                yield break;
            }

            await using var given = cancellationToken.Register(() => arrived.TrySetCanceled(cancellationToken));
            await arrived.Task;
        }
    }

    /// <summary>Releases the lines: who reads comes to the end.</summary>
    protected override void Dispose(bool disposing)
    {
        lock (_one)
        {
            _released = true;
            _waiting?.TrySetResult();
        }

        base.Dispose(disposing);
    }

    /// <summary>What is in the buffer, and what completes when there is more.</summary>
    private LineEdge[] Take(out TaskCompletionSource arrived)
    {
        lock (_one)
        {
            LineEdge[] edges = [.. _buffer];
            _buffer.Clear();
            _waiting = arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return edges;
        }
    }
}
