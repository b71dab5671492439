using System.Buffers.Binary;
using System.Text;
using Gatehouse.Hardware.Kernel;
using Microsoft.Win32.SafeHandles;

namespace Gatehouse.Hardware.Input;

/// <summary>An open input device of the kernel's and what it says of itself.</summary>
internal sealed class EvdevFile : IDisposable
{
    private const int VendorAt = 2;
    private const int ProductAt = 4;

    private readonly ushort _vendor;
    private readonly ushort _product;
    private readonly string _name;
    private readonly string _serial;
    private readonly string _port;

    private EvdevFile(string path, SafeFileHandle handle, ReadOnlySpan<byte> identity)
    {
        Path = path;
        Handle = handle;
        _vendor = BinaryPrimitives.ReadUInt16LittleEndian(identity[VendorAt..]);
        _product = BinaryPrimitives.ReadUInt16LittleEndian(identity[ProductAt..]);
        _name = Text(EvdevAbi.GetName);
        _serial = Text(EvdevAbi.GetSerial);
        _port = Text(EvdevAbi.GetPort);
        TypesNumbers = HasKeys();
    }

    public string Path { get; }

    public SafeFileHandle Handle { get; }

    /// <summary>Whether it has the keys that a number needs.</summary>
    public bool TypesNumbers { get; }

    /// <summary>Opens a device; gives the error's number, and no file then.</summary>
    public static int Open(string path, out EvdevFile? file)
    {
        file = null;
        var error = Libc.Open(path, Libc.ReadOnly | Libc.NonBlocking, out var handle);
        Span<byte> identity = stackalloc byte[EvdevAbi.IdentityBytes];
        error = error == 0 ? Libc.Control(handle, EvdevAbi.GetIdentity, identity) : error;
        if (error != 0)
        {
            handle.Dispose();
            return error;
        }

        file = new EvdevFile(path, handle, identity);
        return 0;
    }

    public bool Is(KeyboardIdentity identity) =>
        _vendor == identity.Vendor
        && _product == identity.Product
        && (identity.Serial is null || identity.Serial == _serial)
        && (identity.Port is null || _port == identity.Port || _port.StartsWith(identity.Port + "/", StringComparison.Ordinal));

    /// <summary>Takes it for this file alone, on the monotonic clock; gives the error's number.</summary>
    public int Grab()
    {
        Span<byte> clock = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(clock, EvdevAbi.MonotonicClock);
        var error = Libc.Control(Handle, EvdevAbi.SetClock, clock);
        return error == 0 ? Libc.Control(Handle, EvdevAbi.Grab, 1) : error;
    }

    public void Dispose() => Handle.Dispose();

    public override string ToString() => $"{Path} '{_name}', serial number '{_serial}', port '{_port}'";

    private string Text(uint request)
    {
        Span<byte> text = stackalloc byte[EvdevAbi.TextBytes];
        text.Clear();
        // A device without a serial number or a port says so by an error.
        if (Libc.Control(Handle, request, text) != 0)
        {
            return "";
        }

        var end = text.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? text : text[..end]);
    }

    private bool HasKeys()
    {
        Span<byte> keys = stackalloc byte[EvdevAbi.KeyBytes];
        keys.Clear();
        if (Libc.Control(Handle, EvdevAbi.GetKeys, keys) != 0)
        {
            return false;
        }

        var digits = Has(keys, EvdevAbi.Enter);
        for (var key = EvdevAbi.Digit1; key <= EvdevAbi.Digit0; key++)
        {
            digits &= Has(keys, key);
        }

        return digits;
    }

    private static bool Has(ReadOnlySpan<byte> keys, int key) => (keys[key / 8] >> (key % 8) & 1) != 0;
}
