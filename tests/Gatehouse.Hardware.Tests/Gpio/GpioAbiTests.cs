using Gatehouse.Hardware.Gpio;
using Gatehouse.Hardware.Tests.Kernel;

namespace Gatehouse.Hardware.Tests.Gpio;

public sealed class GpioAbiTests
{
    [Fact]
    public async Task Every_number_and_layout_is_that_of_the_kernels_headers()
    {
        var there = await KernelHeaders.NumbersAsync();
        Assert.All(GpioAbi.Numbers, here => Assert.Equal((here.Key, there[here.Key]), (here.Key, (long)here.Value)));
    }

    /// <summary>As the kernel's headers give them for x86-64 and arm64, should both sides of the comparison be wrong.</summary>
    [Theory]
    [InlineData("GPIO_V2_GET_LINE_IOCTL", 0xC250B407)]
    [InlineData("sizeof(struct gpio_v2_line_request)", 592)]
    [InlineData("sizeof(struct gpio_v2_line_config)", 272)]
    [InlineData("sizeof(struct gpio_v2_line_event)", 48)]
    [InlineData("offsetof(struct gpio_v2_line_request, fd)", 588)]
    public void The_numbers_are_those_of_the_documentation(string expression, ulong number) =>
        Assert.Equal(number, GpioAbi.Numbers[expression]);
}
