using System.Runtime.InteropServices;

namespace Gatehouse.Kiosk.Tests.Journal;

/// <summary>Asks the kernel how much of a file is in its memory alone.</summary>
internal static partial class DirtyPages
{
    // cachestat(2), since Linux 6.5; the number is the same on x64 and arm64.
    private const long CacheStat = 451;
    private const int Dirty = 1;
    private const int BeingWritten = 2;

    /// <summary>How many pages the medium does not have yet; null where the kernel does not say.</summary>
    public static long? Of(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var found = new ulong[5];
        return Ask(CacheStat, (int)file.DangerousGetHandle(), new ulong[2], found, 0) == 0 ? (long)(found[Dirty] + found[BeingWritten]) : null;
    }

    [LibraryImport("libc", EntryPoint = "syscall")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial long Ask(long number, int file, ulong[] range, [In, Out] ulong[] found, uint flags);
}
