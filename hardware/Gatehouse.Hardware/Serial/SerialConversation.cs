namespace Gatehouse.Hardware.Serial;

/// <summary>
/// Speaks over an open serial line with patience: a read gives what has come, or nothing when that lasts too long. It
/// keeps the last 4 KiB of what nobody reads, so that a device that babbles cannot fill the memory. One reader, one writer.
/// </summary>
public sealed class SerialConversation : IDisposable
{
    private const int Kept = 4096;
    private const int Piece = 256;

    private readonly Stream _line;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _one = new();
    private readonly byte[] _buffer = new byte[Kept];
    private int _first;
    private int _length;
    private Exception? _end;
    private TaskCompletionSource? _waiting;

    /// <summary>Begins to listen.</summary>
    /// <param name="line">The open line; it is disposed of with the conversation.</param>
    /// <param name="time">Measures patience.</param>
    public SerialConversation(Stream line, TimeProvider time)
    {
        _line = line;
        _time = time;
        _ = ListenAsync();
    }

    /// <summary>Sends bytes.</summary>
    /// <exception cref="IOException">The line is gone.</exception>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await _line.WriteAsync(bytes, cancellationToken);
        }
        catch (Exception e) when (e is InvalidOperationException or UnauthorizedAccessException)
        {
            // What a port says that was closed under its user's feet, or whose adapter is gone.
            throw new IOException(e.Message, e);
        }
    }

    /// <summary>Reads what has come, up to the buffer's length; waits for the first byte.</summary>
    /// <param name="buffer">Where it goes.</param>
    /// <param name="patience">How long to wait for the first byte.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How many bytes; 0 when none came in time.</returns>
    /// <exception cref="IOException">The line is gone, and all that came before was read.</exception>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, TimeSpan patience, CancellationToken cancellationToken)
    {
        var read = Take(buffer.Span, out var arrived);
        if (read > 0 || arrived is null)
        {
            return read;
        }

        await using (_time.CreateTimer(_ => arrived.TrySetResult(), null, patience, Timeout.InfiniteTimeSpan))
        await using (cancellationToken.Register(() => arrived.TrySetCanceled(cancellationToken)))
        {
            await arrived.Task;
        }

        return Take(buffer.Span, out _);
    }

    /// <summary>Forgets what has come and was not read.</summary>
    public void Discard()
    {
        lock (_one)
        {
            _length = 0;
        }
    }

    /// <summary>Closes the line.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        _line.Dispose();
        _stop.Dispose();
    }

    private async Task ListenAsync()
    {
        var piece = new byte[Piece];
        try
        {
            while (true)
            {
                var read = await _line.ReadAsync(piece, _stop.Token);
                if (read == 0)
                {
                    End(new IOException("The serial line is gone."));
                    return;
                }

                Put(piece.AsSpan(0, read));
            }
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or UnauthorizedAccessException or OperationCanceledException)
        {
            End(e as IOException ?? new IOException(e.Message, e));
        }
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        TaskCompletionSource? waiting;
        lock (_one)
        {
            foreach (var value in bytes)
            {
                _buffer[(_first + _length) % Kept] = value;
                (_first, _length) = _length < Kept ? (_first, _length + 1) : ((_first + 1) % Kept, Kept);
            }

            waiting = _waiting;
        }

        // Outside the lock, for whoever waits goes on here and now: a thread less to wake at each of many answers a second.
        waiting?.TrySetResult();
    }

    private void End(Exception why)
    {
        TaskCompletionSource? waiting;
        lock (_one)
        {
            _end = why;
            waiting = _waiting;
        }

        waiting?.TrySetResult();
    }

    /// <summary>What has come; when nothing has, what completes once something does.</summary>
    private int Take(Span<byte> buffer, out TaskCompletionSource? arrived)
    {
        lock (_one)
        {
            arrived = null;
            if (_length == 0 && _end is { } why)
            {
                throw new IOException(why.Message, why);
            }

            var read = Math.Min(_length, buffer.Length);
            for (var i = 0; i < read; i++)
            {
                buffer[i] = _buffer[(_first + i) % Kept];
            }

            (_first, _length) = ((_first + read) % Kept, _length - read);
            if (read == 0)
            {
                _waiting = arrived = new TaskCompletionSource();
            }

            return read;
        }
    }
}
