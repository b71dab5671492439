using Gatehouse.Hardware.Badges;
using Gatehouse.Hardware.Gate;

namespace Gatehouse.Kiosk.Configuration;

/// <summary>A badge reader on one side of the lane.</summary>
/// <param name="Direction">Which way people go who use it.</param>
public abstract record ReaderWiring(Direction Direction);

/// <summary>A reader with a Wiegand interface.</summary>
/// <param name="Direction">Which way people go who use it.</param>
/// <param name="Data0">The line of the zeros.</param>
/// <param name="Data1">The line of the ones.</param>
/// <param name="Formats">What it may send.</param>
public sealed record WiegandWiring(Direction Direction, int Data0, int Data1, IReadOnlyList<WiegandFormat> Formats) : ReaderWiring(Direction);

/// <summary>A reader that types on USB.</summary>
/// <param name="Direction">Which way people go who use it.</param>
/// <param name="Vendor">Its USB vendor, 16 bits.</param>
/// <param name="Product">Its USB product, 16 bits.</param>
/// <param name="Serial">Its serial number, where two of a kind are plugged in.</param>
/// <param name="UsbPort">The port it is plugged into, as the kernel names it, where two of a kind have no serial number.</param>
/// <param name="EndsBySilence">From how many characters on silence ends a number as the Enter key does; null where only Enter does.</param>
public sealed record KeyboardWiring(
    Direction Direction, ushort Vendor, ushort Product, string? Serial, string? UsbPort, int? EndsBySilence) : ReaderWiring(Direction);

/// <summary>An MFRC522 on SPI.</summary>
/// <param name="Direction">Which way people go who use it.</param>
/// <param name="Bus">The bus: 0 is <c>/dev/spidev0.x</c>.</param>
/// <param name="Select">The chip select: 0 is <c>/dev/spidevx.0</c>.</param>
public sealed record Mfrc522Wiring(Direction Direction, int Bus, int Select) : ReaderWiring(Direction);

/// <summary>A PN532 on a serial line.</summary>
/// <param name="Direction">Which way people go who use it.</param>
/// <param name="Port">The line, such as <c>/dev/ttyAMA3</c>.</param>
public sealed record Pn532Wiring(Direction Direction, string Port) : ReaderWiring(Direction);

/// <summary>An OSDP reader on RS-485.</summary>
/// <param name="Direction">Which way people go who use it.</param>
/// <param name="Port">The line, such as <c>/dev/ttyUSB0</c>.</param>
/// <param name="BaudRate">Bits per second.</param>
/// <param name="Address">Its address on the line, 0 to 126.</param>
/// <param name="KeyFile">The file that holds its secure channel's key; null for a reader in the clear.</param>
/// <param name="Formats">What a card's bits may be.</param>
public sealed record OsdpWiring(
    Direction Direction, string Port, int BaudRate, int Address, string? KeyFile, IReadOnlyList<WiegandFormat> Formats) : ReaderWiring(Direction);
