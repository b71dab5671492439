using System.Globalization;

namespace Gatehouse.Hardware.Input;

/// <summary>
/// Which keyboard is meant. All of it is what the device says of itself, which any device can say; naming the port keeps
/// at least the plug in the housing.
/// </summary>
/// <param name="Vendor">The USB vendor, as <c>lsusb</c> prints it before the colon.</param>
/// <param name="Product">The USB product, as <c>lsusb</c> prints it after the colon.</param>
/// <param name="Serial">The serial number (<c>Uniq=</c> in /proc/bus/input/devices); null for any. Many readers have none.</param>
/// <param name="Port">
/// The port (<c>Phys=</c> in /proc/bus/input/devices), such as <c>usb-0000:01:00.0-1.3</c>, with or without the interface
/// behind its slash; null for any.
/// </param>
public sealed record KeyboardIdentity(ushort Vendor, ushort Product, string? Serial = null, string? Port = null)
{
    /// <summary>As a person would call it.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"USB keyboard {Vendor:x4}:{Product:x4}{(Serial is null ? "" : $", serial number {Serial}")}{(Port is null ? "" : $", port {Port}")}");
}
