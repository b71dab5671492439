namespace Gatehouse.Hardware.Gpio;

/// <summary>
/// The 40-pin header of a Raspberry Pi: where each line of the GPIO chip is, what it does at power-on, and which lines
/// the buses occupy (Raspberry Pi documentation, "GPIO and the 40-pin header"; BCM2835 ARM peripherals, p. 102).
/// </summary>
public static class RaspberryPiHeader
{
    private const int LastPulledUp = 8;

    private static readonly int[] Pins =
        [27, 28, 3, 5, 7, 29, 31, 26, 24, 21, 19, 23, 32, 33, 8, 10, 36, 11, 12, 35, 38, 40, 15, 16, 18, 22, 37, 13];

    /// <summary>The header's pin of a line, 1 to 40; null for a line that is not on the header.</summary>
    /// <param name="line">The line, as the chip and the board's drawings count it.</param>
    public static int? Pin(int line) => line >= 0 && line < Pins.Length ? Pins[line] : null;

    /// <summary>Whether a line is pulled up from power-on until a program takes it; the others are pulled down.</summary>
    public static bool IsPulledUpAtPowerOn(int line) => line is >= 0 and <= LastPulledUp;

    /// <summary>The data and clock lines of an I²C bus; empty for one whose place an overlay chooses.</summary>
    public static IReadOnlyList<int> I2cLines(int bus) => bus switch
    {
        0 => [0, 1],
        1 => [2, 3],
        _ => [],
    };

    /// <summary>The lines of an SPI bus: MISO, MOSI, clock and the chip select; empty for a bus that is not on the header.</summary>
    public static IReadOnlyList<int> SpiLines(int bus, int select) => (bus, select) switch
    {
        (0, 0) => [9, 10, 11, 8],
        (0, 1) => [9, 10, 11, 7],
        (1, 0) => [19, 20, 21, 18],
        (1, 1) => [19, 20, 21, 17],
        (1, 2) => [19, 20, 21, 16],
        _ => [],
    };

    /// <summary>The lines of a serial line, sending and receiving; empty for one that is not on the header or whose place an overlay chooses.</summary>
    /// <param name="path">Its device.</param>
    public static IReadOnlyList<int> SerialLines(string path) => path is "/dev/serial0" or "/dev/ttyAMA0" or "/dev/ttyS0" ? [14, 15] : [];
}
