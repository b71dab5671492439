using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Gatehouse.Hardware.Gpio;

/// <summary>
/// The C library's calls. They give 0 or the error's number; a call that a signal interrupted is made again.
/// </summary>
internal static partial class Libc
{
    /// <summary>O_CLOEXEC, which is also EPOLL_CLOEXEC and EFD_CLOEXEC.</summary>
    public const int CloseOnExec = 0x80000;

    /// <summary>FIONBIO, the request that switches O_NONBLOCK.</summary>
    public const nuint SetNonBlocking = 0x5421;

    public const int ReadWrite = 2;

    public static int Open(string path, out SafeFileHandle file)
    {
        int descriptor;
        do
        {
            descriptor = NativeOpen(path, ReadWrite | CloseOnExec);
        }
        while (IsInterrupted(descriptor));

        var error = ErrorOf(descriptor);
        file = new SafeFileHandle(descriptor, ownsHandle: true);
        return error;
    }

    public static unsafe int Control<T>(SafeFileHandle file, nuint request, ref T argument)
        where T : unmanaged
    {
        fixed (T* pointer = &argument)
        {
            int result;
            do
            {
                result = NativeControl(file, request, pointer);
            }
            while (IsInterrupted(result));

            return ErrorOf(result);
        }
    }

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

    public static unsafe int Write(SafeFileHandle file, ulong number)
    {
        nint result;
        do
        {
            result = NativeWrite(file, &number, sizeof(ulong));
        }
        while (IsInterrupted(result));

        return ErrorOf(result);
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
    private static unsafe partial int NativeControl(SafeFileHandle file, nuint request, void* argument);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static unsafe partial nint NativeRead(SafeFileHandle file, void* buffer, nuint length);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static unsafe partial nint NativeWrite(SafeFileHandle file, void* buffer, nuint length);
}
