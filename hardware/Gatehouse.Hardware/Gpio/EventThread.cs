using System.Diagnostics.CodeAnalysis;
using Gatehouse.Hardware.Kernel;
using Microsoft.Win32.SafeHandles;

namespace Gatehouse.Hardware.Gpio;

/// <summary>One thread that sleeps in the kernel until a line has events, and costs nothing meanwhile.</summary>
[SuppressMessage("Usage", "CA2213", Justification = "The thread disposes them when it ends: until then it waits on them.")]
internal sealed class EventThread : IDisposable
{
    private const ulong End = ulong.MaxValue;

    private readonly Lock _one = new();
    private readonly Epoll _epoll = new();
    private readonly SafeFileHandle _end;
    private readonly Action<uint> _ready;

    private EventThread(Action<uint> ready)
    {
        _ready = ready;
        _end = Libc.CreateSignal();
        _epoll.Add(_end, End);
    }

    /// <summary>Starts it.</summary>
    /// <param name="name">What debuggers call it.</param>
    /// <param name="ready">
    /// Called on the thread with the key of lines that have events, again and again until it has read them or has the
    /// lines unwatched. What it throws is not caught and ends the process: nobody would hear of it.
    /// </param>
    public static EventThread Start(string name, Action<uint> ready)
    {
        var events = new EventThread(ready);
        new Thread(events.Run) { IsBackground = true, Name = name }.Start();
        return events;
    }

    public void Watch(SafeFileHandle lines, uint key) => _epoll.Add(lines, key);

    public void Unwatch(SafeFileHandle lines) => _epoll.Remove(lines);

    /// <summary>Has the thread end; it may still be in a last call.</summary>
    public void Dispose()
    {
        lock (_one)
        {
            if (!_end.IsClosed)
            {
                Libc.Signal(_end);
            }
        }
    }

    private void Run()
    {
        for (var key = _epoll.Wait(); key != End; key = _epoll.Wait())
        {
            _ready((uint)key);
        }

        lock (_one)
        {
            _end.Dispose();
            _epoll.Dispose();
        }
    }
}
