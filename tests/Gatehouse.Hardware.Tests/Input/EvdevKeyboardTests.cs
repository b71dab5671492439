using Gatehouse.Hardware.Input;

namespace Gatehouse.Hardware.Tests.Input;

/// <summary>What can be said of the real keyboard without one: the rig types on it.</summary>
public sealed class EvdevKeyboardTests
{
    private static readonly KeyboardIdentity Reader = new(0x08FF, 0x0009, Serial: "A1", Port: "usb-0000:01:00.0-1.3");

    [Fact]
    public void Says_what_it_looks_for() =>
        Assert.Equal("USB keyboard 08ff:0009, serial number A1, port usb-0000:01:00.0-1.3", new EvdevKeyboard(Reader).Name);

    [Fact]
    public void A_machine_without_input_devices_has_no_such_keyboard()
    {
        var refusal = Assert.Throws<InputDeviceException>(new EvdevKeyboard(Reader, "/nowhere").Open);
        Assert.False(refusal.Denied);
        Assert.StartsWith("There is no USB keyboard 08ff:0009", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_input_device_is_passed_over()
    {
        var folder = Directory.CreateTempSubdirectory("gatehouse-input-");
        try
        {
            File.WriteAllBytes(Path.Combine(folder.FullName, "event0"), new byte[InputEvent.Size]);
            File.CreateSymbolicLink(Path.Combine(folder.FullName, "event1"), "/dev/null");
            File.CreateSymbolicLink(Path.Combine(folder.FullName, "event2"), "gone");
            var refusal = Assert.Throws<InputDeviceException>(new EvdevKeyboard(Reader, folder.FullName).Open);
            Assert.False(refusal.Denied);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
