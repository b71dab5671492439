using System.Globalization;
using System.Text.RegularExpressions;

namespace Gatehouse.Hardware.Kernel;

/// <summary>The kernel's error numbers that mean something here: include/uapi/asm-generic/errno-base.h and errno.h.</summary>
internal static partial class Errno
{
    public const int NotPermitted = 1;
    public const int NoEntry = 2;
    public const int Interrupted = 4;
    public const int InputOutput = 5;
    public const int NoSuchAddress = 6;
    public const int TryAgain = 11;
    public const int AccessDenied = 13;
    public const int Busy = 16;
    public const int NoDevice = 19;
    public const int InvalidArgument = 22;
    public const int NotTypewriter = 25;
    public const int TimedOut = 110;
    public const int RemoteInputOutput = 121;

    /// <summary>
    /// The number behind a transfer that failed on I2C or SPI; null when there is none. System.Device.Gpio 4.2 gives it only
    /// in the text, as "Error 121 (Remote I/O error) performing I2C data transfer."; its HResult is the same for all.
    /// </summary>
    public static int? Of(IOException e)
    {
        var match = Number().Match(e.Message);
        return match.Success ? int.Parse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : null;
    }

    [GeneratedRegex(@"\bError (\d{1,4})\b", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
