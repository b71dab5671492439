using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Gatehouse.Hardware.Kernel;

/// <summary>
/// The C library's calls. They give 0 or the error's number; a call that a signal interrupted is made again.
/// </summary>
internal static partial class Libc
{
    /// <summary>O_CLOEXEC, which is also EPOLL_CLOEXEC and EFD_CLOEXEC.</summary>
    public const int CloseOnExec = 0x80000;

    /// <summary>FIONBIO, the request that switches O_NONBLOCK.</summary>
    public const nuint SetNonBlocking = 0x5421;

    public const int ReadOnly = 0;
    public const int ReadWrite = 2;

    /// <summary>O_NONBLOCK.</summary>
    public const int NonBlocking = 0x800;

    /// <summary>O_NOCTTY: a terminal that is opened does not become the process's own.</summary>
    public const int NoTerminal = 0x100;

    private const short Readable = 1;
    private const int MonotonicClock = 1;

    public static int Open(string path, int flags, out SafeFileHandle file)
    {
        int descriptor;
        do
        {
            descriptor = NativeOpen(path, flags | CloseOnExec);
        }
        while (IsInterrupted(descriptor));

        var error = ErrorOf(descriptor);
        file = new SafeFileHandle(descriptor, ownsHandle: true);
        return error;
    }

    /// <summary>A request whose argument is a structure.</summary>
    public static unsafe int Control<T>(SafeFileHandle file, nuint request, ref T argument)
        where T : unmanaged
    {
        fixed (T* pointer = &argument)
        {
            return Control(file, request, (nint)pointer);
        }
    }

    /// <summary>A request whose argument is a run of bytes.</summary>
    public static unsafe int Control(SafeFileHandle file, nuint request, Span<byte> argument)
    {
        fixed (byte* pointer = argument)
        {
            return Control(file, request, (nint)pointer);
        }
    }

    /// <summary>A request whose argument is a number.</summary>
    public static int Control(SafeFileHandle file, nuint request, nint argument)
    {
        int result;
        do
        {
            result = NativeControl(file, request, argument);
        }
        while (IsInterrupted(result));

        return ErrorOf(result);
    }

    /// <summary>Reads what is there; no items are the end.</summary>
    public static unsafe int Read<T>(SafeFileHandle file, Span<T> items, out int count)
        where T : unmanaged
    {
        fixed (T* pointer = items)
        {
            nint result;
            do
            {
                result = NativeRead(file, pointer, (nuint)(items.Length * sizeof(T)));
            }
            while (IsInterrupted(result));

            count = (int)Math.Max(result, 0) / sizeof(T);
            return ErrorOf(result);
        }
    }

    /// <summary>Writes what is taken without waiting.</summary>
    public static unsafe int Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, out int count)
    {
        fixed (byte* pointer = bytes)
        {
            nint result;
            do
            {
                result = NativeWrite(file, pointer, (nuint)bytes.Length);
            }
            while (IsInterrupted(result));

            count = (int)Math.Max(result, 0);
            return ErrorOf(result);
        }
    }

    /// <summary>A file that becomes readable once <see cref="Signal"/> was called.</summary>
    /// <exception cref="IOException">The kernel gives this program no more files.</exception>
    public static SafeFileHandle CreateSignal()
    {
        var descriptor = NativeEvent(0, CloseOnExec);
        return descriptor >= 0
            ? new SafeFileHandle(descriptor, ownsHandle: true)
            : throw new IOException($"The kernel gives this program no more files: {Say(ErrorOf(descriptor))}.");
    }

    public static unsafe void Signal(SafeFileHandle signal)
    {
        var one = 1ul;
        nint result;
        do
        {
            // The count never comes near its end, at which alone a write fails.
            result = NativeWrite(signal, &one, sizeof(ulong));
        }
        while (IsInterrupted(result));
    }

    /// <summary>Sleeps until one of two files is readable or broken, and says whether the first one is.</summary>
    public static unsafe bool SleepUntilEither(SafeFileHandle end, SafeFileHandle file)
    {
        var files = stackalloc PolledFile[2];
        files[0] = new PolledFile { Descriptor = (int)end.DangerousGetHandle(), Asked = Readable };
        files[1] = new PolledFile { Descriptor = (int)file.DangerousGetHandle(), Asked = Readable };
        int result;
        do
        {
            result = NativePoll(files, 2, Timeout.Infinite);
        }
        while (IsInterrupted(result));

        return files[0].Answered != 0;
    }

    /// <summary>CLOCK_MONOTONIC, by which the kernel dates edges.</summary>
    public static TimeSpan MonotonicTime()
    {
        // It fails for a clock that does not exist, and this one does.
        _ = NativeGetTime(MonotonicClock, out var now);
        return TimeSpan.FromSeconds(now.Seconds) + TimeSpan.FromTicks(now.Nanoseconds / TimeSpan.NanosecondsPerTick);
    }

    /// <summary>What the C library calls an error, with its number.</summary>
    public static string Say(int error) => $"{Marshal.GetPInvokeErrorMessage(error)}, error {error}";

    public static bool IsInterrupted(nint result) => ErrorOf(result) == Errno.Interrupted;

    public static int ErrorOf(nint result) => result < 0 ? Marshal.GetLastPInvokeError() : 0;

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int NativeOpen(string path, int flags);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int NativeControl(SafeFileHandle file, nuint request, nint argument);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static unsafe partial nint NativeRead(SafeFileHandle file, void* buffer, nuint length);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static unsafe partial nint NativeWrite(SafeFileHandle file, void* buffer, nuint length);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int NativeEvent(uint count, int flags);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static unsafe partial int NativePoll(PolledFile* files, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int NativeGetTime(int clock, out Time now);

    /// <summary>struct timespec.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Time
    {
        public nint Seconds;
        public nint Nanoseconds;
    }

    /// <summary>struct pollfd.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct PolledFile
    {
        public int Descriptor;
        public short Asked;
        public short Answered;
    }
}
