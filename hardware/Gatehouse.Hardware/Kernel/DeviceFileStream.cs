using System.Threading.Channels;
using Gatehouse.Hardware.Serial;
using Microsoft.Win32.SafeHandles;

namespace Gatehouse.Hardware.Kernel;

/// <summary>
/// Reads a device of the kernel's by a thread that sleeps in the kernel until there is something to read, and ends with
/// the stream. What nobody takes stays in the kernel.
/// </summary>
public sealed class DeviceFileStream : DeviceStream
{
    private const int PiecesAhead = 64;

    private readonly SafeFileHandle _file;
    private readonly SafeFileHandle _end = Libc.CreateSignal();
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _room = new(PiecesAhead);
    private readonly Channel<byte[]> _pieces = Channel.CreateBounded<byte[]>(PiecesAhead);
    private readonly int _pieceBytes;
    private readonly Func<int, IOException> _gone;
    private readonly Action _closing;
    private readonly Thread _thread;
    private ReadOnlyMemory<byte> _rest;

    private DeviceFileStream(SafeFileHandle file, string name, int pieceBytes, Func<int, IOException> gone, Action closing)
    {
        (_file, _pieceBytes, _gone, _closing) = (file, pieceBytes, gone, closing);
        _thread = new Thread(Run) { IsBackground = true, Name = name };
    }

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <summary>Begins to read.</summary>
    /// <param name="file">The device, open without waiting (O_NONBLOCK); it is closed with the stream.</param>
    /// <param name="name">What a person knows it by.</param>
    /// <param name="pieceBytes">How many bytes are read at once at most.</param>
    /// <param name="gone">Says by the error's number that it is gone.</param>
    /// <param name="closing">What is done just before it is closed.</param>
    public static DeviceFileStream Start(SafeFileHandle file, string name, int pieceBytes, Func<int, IOException> gone, Action? closing = null)
    {
        var stream = new DeviceFileStream(file, name, pieceBytes, gone, closing ?? (() => { }));
        stream._thread.Start();
        return stream;
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The device is gone, and all that came before was read.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_rest.IsEmpty)
        {
            if (!await _pieces.Reader.WaitToReadAsync(cancellationToken) || !_pieces.Reader.TryRead(out var piece))
            {
                return 0;
            }

            _room.Release();
            _rest = piece;
        }

        var read = Math.Min(_rest.Length, buffer.Length);
        _rest[..read].CopyTo(buffer);
        _rest = _rest[read..];
        return read;
    }

    /// <inheritdoc/>
    /// <remarks>It never waits: the kernel takes a frame whole, or the device hears none any more.</remarks>
    /// <exception cref="IOException">The device is gone, or takes nothing.</exception>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            var error = Libc.Write(_file, buffer.Span, out var count);
            if (error != 0)
            {
                return ValueTask.FromException(_gone(error));
            }

            buffer = buffer[count..];
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Ends the thread, which takes no longer than it takes to wake, and closes the device.</summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !_file.IsClosed)
        {
            _stop.Cancel();
            Libc.Signal(_end);
            _thread.Join();
            _closing();
            _file.Dispose();
            _end.Dispose();
            _room.Dispose();
            _stop.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Run()
    {
        try
        {
            var buffer = new byte[_pieceBytes];
            for (var count = Take(buffer); count > 0; count = Take(buffer))
            {
                _pieces.Writer.TryWrite(buffer[..count]);
            }

            _pieces.Writer.TryComplete();
        }
        catch (IOException e)
        {
            _pieces.Writer.TryComplete(e);
        }
        catch (OperationCanceledException)
        {
            _pieces.Writer.TryComplete();
        }
    }

    /// <summary>Sleeps until something was read; 0 at the end.</summary>
    private int Take(byte[] buffer)
    {
        _room.Wait(_stop.Token);
        int error;
        int count;
        do
        {
            if (Libc.SleepUntilEither(_end, _file))
            {
                return 0;
            }

            error = Libc.Read(_file, buffer, out count);
        }
        while (error == Errno.TryAgain);

        return error == 0 ? count : throw _gone(error);
    }
}
