using Gatehouse.Hardware.Input;
using Gatehouse.Hardware.Serial;

namespace Gatehouse.Hardware.Simulation.Input;

/// <summary>An open simulated keyboard.</summary>
internal sealed class SimulatedKeyStream(SimulatedKeyboard keyboard) : DeviceStream
{
    private readonly Lock _one = new();
    private readonly SimulatedEventBuffer _buffer = new();
    private ReadOnlyMemory<byte> _rest;
    private TaskCompletionSource? _waiting;
    private bool _lost;

    public bool IsClosed { get; private set; }

    public void Put(ReadOnlySpan<InputEvent> events)
    {
        lock (_one)
        {
            foreach (var happened in events)
            {
                _buffer.Put(happened);
            }
        }

        Wake();
    }

    public void Lose()
    {
        lock (_one)
        {
            _lost = true;
        }

        Wake();
    }

    public void Wake()
    {
        lock (_one)
        {
            _waiting?.TrySetResult();
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (Take(out var arrived))
        {
            await using var given = cancellationToken.Register(() => arrived.TrySetCanceled(cancellationToken));
            await arrived.Task;
        }

        var read = Math.Min(Math.Min(_rest.Length, buffer.Length), keyboard.PieceSize ?? int.MaxValue);
        _rest[..read].CopyTo(buffer);
        _rest = _rest[read..];
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        IsClosed = true;
        base.Dispose(disposing);
    }

    /// <summary>Takes what can be read; true when nothing can, with what completes once that may have changed.</summary>
    private bool Take(out TaskCompletionSource arrived)
    {
        lock (_one)
        {
            if (_lost)
            {
                throw new IOException("Error 19 (No such device) reading the input device.");
            }

            if (_rest.IsEmpty && !keyboard.HeldUp)
            {
                _rest = _buffer.Take();
            }

            _waiting = arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _rest.IsEmpty;
        }
    }
}
