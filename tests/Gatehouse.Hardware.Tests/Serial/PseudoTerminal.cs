using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Gatehouse.Hardware.Tests.Serial;

/// <summary>The far end of a serial line that the kernel makes on demand. Disposing of it pulls the line out.</summary>
internal sealed partial class PseudoTerminal : IDisposable
{
    private const nuint SetLock = 0x40045431;
    private const nuint GetNumber = 0x80045430;

    private readonly FileStream _far = new("/dev/ptmx", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);

    public PseudoTerminal()
    {
        var value = 0;
        if (Control(_far.SafeFileHandle, SetLock, ref value) != 0 || Control(_far.SafeFileHandle, GetNumber, ref value) != 0)
        {
            throw new IOException($"The kernel makes no pseudo-terminal: {Marshal.GetLastPInvokeErrorMessage()}.");
        }

        Path = $"/dev/pts/{value}";
    }

    public string Path { get; }

    /// <summary>What is written to the line, and what it says.</summary>
    public Stream Far => _far;

    public void Write(ReadOnlySpan<byte> bytes) => _far.Write(bytes);

    /// <summary>Reads so many bytes, waiting for them.</summary>
    public byte[] Read(int count)
    {
        var bytes = new byte[count];
        _far.ReadExactly(bytes);
        return bytes;
    }

    public void Dispose() => _far.Dispose();

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Control(SafeFileHandle file, nuint request, ref int value);
}
