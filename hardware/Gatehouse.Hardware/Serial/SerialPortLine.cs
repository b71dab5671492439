using System.Diagnostics.CodeAnalysis;
using System.IO.Ports;
using Gatehouse.Hardware.Kernel;

namespace Gatehouse.Hardware.Serial;

/// <summary>A serial line of the system: 8 data bits, no parity, 1 stop bit, no handshake.</summary>
/// <param name="path">The device, such as <c>/dev/ttyAMA0</c> or <c>/dev/serial/by-id/…</c>.</param>
/// <param name="baudRate">Bits per second.</param>
public sealed class SerialPortLine(string path, int baudRate) : SerialLine
{
    /// <inheritdoc/>
    public override string Name => path;

    /// <inheritdoc/>
    [SuppressMessage("Reliability", "CA2000", Justification = "The stream takes the port over and closes it.")]
    public override Stream Open()
    {
        var port = new SerialPort(path, baudRate, Parity.None, 8, StopBits.One) { Handshake = Handshake.None };
        try
        {
            port.Open();
            return port.BaseStream;
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException or ArgumentException)
        {
            port.Dispose();
            throw NotOpened(e);
        }
    }

    /// <summary>The port says that access is denied whatever happened; the kernel's error number is that of the exception within.</summary>
    private SerialLineException NotOpened(Exception e) => (e.InnerException ?? e) switch
    {
        { HResult: Errno.NoEntry or Errno.NoDevice or Errno.NoSuchAddress } => new SerialLineException(
            denied: false, $"The serial line {path} does not exist: check that the adapter is plugged in, or that the UART is switched on.", e),
        { HResult: Errno.AccessDenied or Errno.NotPermitted } => new SerialLineException(
            denied: true,
            $"The serial line {path} may not be used: the service user must be in the group 'dialout' (sudo usermod -aG dialout USER, then restart the service).",
            e),
        { HResult: Errno.Busy } => new SerialLineException(
            denied: true,
            $"The serial line {path} is held by another program: find it with 'sudo fuser -v {path}' and stop it; a login console is switched off in raspi-config, Interface Options, Serial Port.",
            e),
        var why => new SerialLineException(
            denied: false, $"The serial line {path} cannot be opened ({why.Message}): check that it is a serial line, and its adapter and cable.", e),
    };
}
