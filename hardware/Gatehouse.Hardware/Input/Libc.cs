using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Gatehouse.Hardware.Input;

/// <summary>The C library's calls. They give 0 or the error's number; a call that a signal interrupted is made again.</summary>
internal static partial class Libc
{
    public const int NotPermitted = 1;
    public const int Interrupted = 4;
    public const int TryAgain = 11;
    public const int AccessDenied = 13;
    public const int Busy = 16;

    private const int ReadOnly = 0;
    private const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x80000;
    private const short Readable = 1;
    private const int Forever = -1;

    /// <summary>Opens a file to read it without blocking.</summary>
    public static int Open(string path, out SafeFileHandle file)
    {
        int descriptor;
        do
        {
            descriptor = NativeOpen(path, ReadOnly | NonBlocking | CloseOnExec);
        }
        while (ErrorOf(descriptor) == Interrupted);

        var error = ErrorOf(descriptor);
        file = new SafeFileHandle(descriptor, ownsHandle: true);
        return error;
    }

    /// <summary>A request whose argument lies in memory.</summary>
    public static unsafe int Control(SafeFileHandle file, uint request, Span<byte> argument)
    {
        fixed (byte* pointer = argument)
        {
            return Control(file, request, (nint)pointer);
        }
    }

    /// <summary>A request whose argument is a number.</summary>
    public static int Control(SafeFileHandle file, uint request, nint argument)
    {
        int result;
        do
        {
            result = NativeControl(file, request, argument);
        }
        while (ErrorOf(result) == Interrupted);

        return ErrorOf(result);
    }

    /// <summary>Reads what is there; no bytes are the end.</summary>
    public static unsafe int Read(SafeFileHandle file, Span<byte> buffer, out int count)
    {
        fixed (byte* pointer = buffer)
        {
            nint result;
            do
            {
                result = NativeRead(file, pointer, (nuint)buffer.Length);
            }
            while (ErrorOf(result) == Interrupted);

            count = (int)Math.Max(result, 0);
            return ErrorOf(result);
        }
    }

    /// <summary>A file that becomes readable once <see cref="Signal"/> was called.</summary>
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
        // The count never comes near its end, at which alone a write fails.
        _ = NativeWrite(signal, &one, sizeof(ulong));
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
            result = NativePoll(files, 2, Forever);
        }
        while (ErrorOf(result) == Interrupted);

        return files[0].Answered != 0;
    }

    /// <summary>What the C library calls an error, with its number.</summary>
    public static string Say(int error) => $"{Marshal.GetPInvokeErrorMessage(error)}, error {error}";

    private static int ErrorOf(nint result) => result < 0 ? Marshal.GetLastPInvokeError() : 0;

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

    /// <summary>struct pollfd.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct PolledFile
    {
        public int Descriptor;
        public short Asked;
        public short Answered;
    }
}
