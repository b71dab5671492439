using System.Threading.Channels;
using Gatehouse.Hardware.Kernel;
using Gatehouse.Hardware.Serial;
using Microsoft.Win32.SafeHandles;

namespace Gatehouse.Hardware.Input;

/// <summary>
/// Reads a device of the kernel's by a thread that sleeps in the kernel until there is something to read, and ends with
/// the stream. What nobody takes stays in the kernel, which then says that it lost events.
/// </summary>
public sealed class InputEventStream : DeviceStream
{
    private const int EventsAtOnce = 64;
    private const int PiecesAhead = 64;

    private readonly SafeFileHandle _file;
    private readonly SafeFileHandle _end = Libc.CreateSignal();
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _room = new(PiecesAhead);
    private readonly Channel<byte[]> _pieces = Channel.CreateBounded<byte[]>(PiecesAhead);
    private readonly string _name;
    private readonly Thread _thread;
    private ReadOnlyMemory<byte> _rest;

    private InputEventStream(SafeFileHandle file, string name)
    {
        (_file, _name) = (file, name);
        _thread = new Thread(Run) { IsBackground = true, Name = name };
    }

    /// <summary>Begins to read.</summary>
    /// <param name="file">The open device; it is closed with the stream.</param>
    /// <param name="name">What a person knows it by.</param>
    public static InputEventStream Start(SafeFileHandle file, string name)
    {
        var stream = new InputEventStream(file, name);
        stream._thread.Start();
        return stream;
    }

    /// <inheritdoc/>
    /// <exception cref="InputDeviceException">The device is gone, and all that came before was read.</exception>
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

    /// <summary>Ends the thread, which takes no longer than it takes to wake, and closes the device.</summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !_file.IsClosed)
        {
            _stop.Cancel();
            Libc.Signal(_end);
            _thread.Join();
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
            var buffer = new byte[EventsAtOnce * InputEvent.Size];
            for (var count = Take(buffer); count > 0; count = Take(buffer))
            {
                _pieces.Writer.TryWrite(buffer[..count]);
            }

            _pieces.Writer.TryComplete();
        }
        catch (InputDeviceException e)
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

        return error == 0
            ? count
            : throw new InputDeviceException(denied: false, $"The {_name} is gone ({Libc.Say(error)}): check its plug and its cable.");
    }
}
