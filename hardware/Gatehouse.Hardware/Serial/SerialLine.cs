namespace Gatehouse.Hardware.Serial;

/// <summary>
/// A serial line to a device: a UART of the board, a USB adapter, RS-485. It can be opened again and again, because
/// adapters are unplugged and come back.
/// </summary>
public abstract class SerialLine
{
    /// <summary>What a person knows it by, such as <c>/dev/ttyAMA0</c>.</summary>
    public abstract string Name { get; }

    /// <summary>
    /// Opens it. Reading the stream waits for the first byte and gives what has come; a line that is gone gives an
    /// <see cref="IOException"/> or the stream's end. Whoever opened it disposes of it.
    /// </summary>
    /// <exception cref="SerialLineException">It cannot be opened; the message says what to check.</exception>
    public abstract Stream Open();
}
