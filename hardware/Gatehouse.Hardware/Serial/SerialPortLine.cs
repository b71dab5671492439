using System.Diagnostics.CodeAnalysis;
using System.IO.Ports;

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
        if (!File.Exists(path))
        {
            throw new SerialLineException(
                denied: false, $"The serial line {path} does not exist: check that the adapter is plugged in, or that the UART is switched on.");
        }

        var port = new SerialPort(path, baudRate, Parity.None, 8, StopBits.One) { Handshake = Handshake.None };
        try
        {
            port.Open();
            return port.BaseStream;
        }
        catch (UnauthorizedAccessException e)
        {
            port.Dispose();
            throw new SerialLineException(
                denied: true,
                $"The serial line {path} may not be used: the service user must be in the group 'dialout', and no other program may hold the line (a login console: raspi-config, Interface Options, Serial Port).",
                e);
        }
        catch (Exception e) when (e is IOException or ArgumentException)
        {
            port.Dispose();
            throw new SerialLineException(denied: false, $"The serial line {path} cannot be opened: {e.Message}", e);
        }
    }
}
