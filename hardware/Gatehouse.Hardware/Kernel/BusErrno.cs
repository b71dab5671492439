using System.Globalization;
using System.Text.RegularExpressions;

namespace Gatehouse.Hardware.Kernel;

/// <summary>
/// The kernel's error number behind a bus that cannot be opened or a transfer that failed. System.Device.Gpio 4.2 gives it
/// only in the text, as "Error 121 (Remote I/O error) performing I2C data transfer."; its HResult is the same for all.
/// </summary>
internal static partial class BusErrno
{
    public static int? Of(IOException e)
    {
        var match = Number().Match(e.Message);
        return match.Success ? int.Parse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : null;
    }

    [GeneratedRegex(@"\bError (\d{1,4})\b", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
