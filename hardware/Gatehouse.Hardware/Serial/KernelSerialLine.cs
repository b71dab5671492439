using System.Diagnostics.CodeAnalysis;
using Gatehouse.Hardware.Kernel;

namespace Gatehouse.Hardware.Serial;

/// <summary>
/// A serial line of the kernel's, 8 data bits, no parity, one stop bit, without flow control. Name it by
/// <c>/dev/serial/by-id</c> where the adapter has a serial number.
/// </summary>
/// <param name="path">Its path.</param>
/// <param name="baudRate">Bits per second.</param>
public sealed class KernelSerialLine(string path, int baudRate) : SerialLine
{
    private const int PieceBytes = 256;

    /// <inheritdoc/>
    public override string Name => path;

    /// <inheritdoc/>
    [SuppressMessage("Reliability", "CA2000", Justification = "The stream takes the file over and closes it.")]
    public override Stream Open()
    {
        var error = Libc.Open(path, Libc.ReadWrite | Libc.NonBlocking | Libc.NoTerminal, out var file);
        error = error == 0 ? SerialAbi.Configure(file, baudRate) : error;
        if (error != 0)
        {
            file.Dispose();
            throw NotOpened(error);
        }

        return DeviceFileStream.Start(file, path, PieceBytes, Gone, () => Libc.Control(file, SerialAbi.LetGo, 0));
    }

    private IOException Gone(int error) => error == Errno.TryAgain
        ? new IOException($"The serial line {path} takes nothing any more: check that nothing holds it back.")
        : new IOException($"The serial line {path} is gone ({Libc.Say(error)}).");

    private SerialLineException NotOpened(int error) => error switch
    {
        Errno.NoEntry or Errno.NoDevice or Errno.NoSuchAddress => new SerialLineException(
            denied: false, $"The serial line {path} does not exist: check that the adapter is plugged in, or that the UART is switched on."),
        Errno.AccessDenied or Errno.NotPermitted => new SerialLineException(
            denied: true,
            $"The serial line {path} may not be used: the service user must be in the group 'dialout' (sudo usermod -aG dialout USER, then restart the service)."),
        Errno.Busy => new SerialLineException(
            denied: true,
            $"The serial line {path} is held by another program: find it with 'sudo fuser -v {path}' and stop it; a login console is switched off in raspi-config, Interface Options, Serial Port."),
        _ => new SerialLineException(
            denied: false, $"The serial line {path} cannot be opened ({Libc.Say(error)}): check that it is a serial line, and its adapter and cable."),
    };
}
