using System.Buffers.Binary;
using Gatehouse.Hardware.Kernel;
using Microsoft.Win32.SafeHandles;

namespace Gatehouse.Hardware.Serial;

/// <summary>
/// The kernel's interface to serial lines, the same on x86-64 and arm64. Sources: include/uapi/asm-generic/termbits.h and
/// ioctls.h; the tests compare all of it with the headers of the machine.
/// </summary>
public static class SerialAbi
{
    /// <summary>sizeof(struct termios2), bytes.</summary>
    public const int SettingsBytes = 44;

    /// <summary>Where c_cflag lies.</summary>
    public const int ControlAt = 8;

    /// <summary>Where c_cc lies.</summary>
    public const int CharactersAt = 17;

    /// <summary>Where c_ispeed lies.</summary>
    public const int InputSpeedAt = 36;

    /// <summary>Where c_ospeed lies.</summary>
    public const int OutputSpeedAt = 40;

    /// <summary>VMIN: which of c_cc says how many bytes a read waits for.</summary>
    public const int LeastBytes = 6;

    /// <summary>CS8: eight data bits.</summary>
    public const uint EightBits = 0x30;

    /// <summary>CREAD: the receiver is on.</summary>
    public const uint Receives = 0x80;

    /// <summary>CLOCAL: a line without a modem's carrier.</summary>
    public const uint Local = 0x800;

    /// <summary>BOTHER: the speed is a number of bits per second.</summary>
    public const uint AnySpeed = 0x1000;

    /// <summary>TCSETS2.</summary>
    public const uint SetSettings = 0x402C542B;

    /// <summary>TIOCEXCL: nobody else may open it from now on.</summary>
    public const uint TakeAlone = 0x540C;

    /// <summary>TIOCNXCL: others may open it again. The kernel forgets the other only once nobody has the line open.</summary>
    public const uint LetGo = 0x540D;

    /// <summary>TCFLSH.</summary>
    public const uint Forget = 0x540B;

    /// <summary>TCIOFLUSH: what came and what was not sent.</summary>
    public const int BothWays = 2;

    /// <summary>
    /// Takes an open line for this file alone and sets it to 8 data bits, no parity and one stop bit, every byte as it
    /// comes and no flow control; gives the error's number.
    /// </summary>
    internal static int Configure(SafeFileHandle file, int baudRate)
    {
        Span<byte> settings = stackalloc byte[SettingsBytes];
        settings.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(settings[ControlAt..], EightBits | Receives | Local | AnySpeed);
        settings[CharactersAt + LeastBytes] = 1;
        BinaryPrimitives.WriteInt32LittleEndian(settings[InputSpeedAt..], baudRate);
        BinaryPrimitives.WriteInt32LittleEndian(settings[OutputSpeedAt..], baudRate);
        var error = Libc.Control(file, SetSettings, settings);
        error = error == 0 ? Libc.Control(file, TakeAlone, 0) : error;
        return error == 0 ? Libc.Control(file, Forget, BothWays) : error;
    }
}
