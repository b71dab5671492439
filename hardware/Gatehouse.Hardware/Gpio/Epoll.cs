using System.Runtime.InteropServices;
using Gatehouse.Hardware.Kernel;
using Microsoft.Win32.SafeHandles;

namespace Gatehouse.Hardware.Gpio;

/// <summary>
/// Waits for any of several files to become readable. Files are added and removed from other threads while one waits;
/// a file that is closed is removed by the kernel.
/// </summary>
internal sealed partial class Epoll : IDisposable
{
    internal const int AddFile = 1;
    internal const int RemoveFile = 2;
    internal const uint Readable = 1;

    // struct epoll_event: u32 events, then u64 data. The kernel packs it on x86-64 and nowhere else.
    internal static readonly int DataAt = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;
    internal static readonly int EventSize = DataAt + sizeof(ulong);

    private readonly SafeFileHandle _file;

    public Epoll()
    {
        var descriptor = NativeCreate(Libc.CloseOnExec);
        Check(Libc.ErrorOf(descriptor));
        _file = new SafeFileHandle(descriptor, ownsHandle: true);
    }

    /// <summary>Has <see cref="Wait"/> give this key whenever the file is readable or broken.</summary>
    public unsafe void Add(SafeFileHandle file, ulong key)
    {
        var change = stackalloc byte[EventSize];
        *(uint*)change = Readable;
        *(ulong*)(change + DataAt) = key;
        Check(Libc.ErrorOf(NativeControl(_file, AddFile, file, change)));
    }

    /// <summary>Forgets a file that was added.</summary>
    public unsafe void Remove(SafeFileHandle file)
    {
        var change = stackalloc byte[EventSize];
        Check(Libc.ErrorOf(NativeControl(_file, RemoveFile, file, change)));
    }

    /// <summary>Blocks until a file is readable or broken, and gives its key.</summary>
    public unsafe ulong Wait()
    {
        // One at a time: the kernel gives files in turns, and nothing is left over when one of them is closed meanwhile.
        var ready = stackalloc byte[EventSize];
        int result;
        do
        {
            result = NativeWait(_file, ready, 1, Timeout.Infinite);
        }
        while (Libc.IsInterrupted(result));

        Check(Libc.ErrorOf(result));
        return *(ulong*)(ready + DataAt);
    }

    public void Dispose() => _file.Dispose();

    private static void Check(int error)
    {
        if (error != 0)
        {
            throw new IOException($"The kernel does not let this program wait for its GPIO lines: {Libc.Say(error)}.");
        }
    }

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int NativeCreate(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static unsafe partial int NativeControl(SafeFileHandle epoll, int change, SafeFileHandle file, void* asked);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static unsafe partial int NativeWait(SafeFileHandle epoll, void* ready, int most, int milliseconds);
}
