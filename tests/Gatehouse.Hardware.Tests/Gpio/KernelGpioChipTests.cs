using Gatehouse.Hardware.Gpio;

namespace Gatehouse.Hardware.Tests.Gpio;

/// <summary>What can be tried without a chip; the rest stands in the rig, on a kernel with simulated lines.</summary>
public sealed class KernelGpioChipTests : IDisposable
{
    private readonly DirectoryInfo _devices = Directory.CreateTempSubdirectory("gatehouse-gpio-");

    [Fact]
    public void A_machine_without_a_chip_is_told_what_to_check()
    {
        var e = Assert.Throws<GpioException>(Find);

        Assert.Equal(GpioFault.NoChip, e.Fault);
        Assert.StartsWith("There is no GPIO chip (/dev/gpiochip*)", e.Message, StringComparison.Ordinal);
        Assert.Contains("check that this machine is one", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_are_no_chips_are_named()
    {
        File.WriteAllText(Device("gpiochip0"), "");
        var e = Assert.Throws<GpioException>(Find);

        Assert.Equal(GpioFault.NoSuchChip, e.Fault);
        Assert.Contains("No GPIO chip is labelled 'pinctrl-rp1' or 'pinctrl-bcm2711' or 'pinctrl-bcm2835'", e.Message, StringComparison.Ordinal);
        Assert.Contains($"There are: {Device("gpiochip0")}, which is none", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_that_leads_nowhere_is_passed_over()
    {
        File.CreateSymbolicLink(Device("gpiochip4"), Device("gpiochip0"));

        Assert.Equal(GpioFault.NoChip, Assert.Throws<GpioException>(Find).Fault);
    }

    [Fact]
    public void Another_device_is_no_chip()
    {
        var e = Assert.Throws<GpioException>(() => KernelGpioChip.Open("/dev/null"));

        Assert.Equal(GpioFault.NotAChip, e.Fault);
        Assert.StartsWith("/dev/null is no GPIO chip", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_that_is_not_there_is_said_to_be_missing()
    {
        var e = Assert.Throws<GpioException>(() => KernelGpioChip.Open(Device("gpiochip9")));

        Assert.Equal(GpioFault.NoChip, e.Fault);
        Assert.StartsWith($"{Device("gpiochip9")} does not exist", e.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _devices.Delete(recursive: true);

    private KernelGpioChip Find() => KernelGpioChip.Find(KernelGpioChip.RaspberryPiLabels, _devices.FullName);

    private string Device(string name) => Path.Combine(_devices.FullName, name);
}
