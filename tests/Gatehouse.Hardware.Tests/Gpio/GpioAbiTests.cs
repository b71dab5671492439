using Gatehouse.Hardware.Gpio;

namespace Gatehouse.Hardware.Tests.Gpio;

public sealed class GpioAbiTests
{
    [Fact]
    public async Task Every_number_and_layout_is_that_of_the_kernels_headers() =>
        Assert.Empty(await CHeaders.ContradictAsync(GpioAbi.Headers, GpioAbi.Numbers));

    [Theory]
    [InlineData("GPIO_V2_GET_LINE_IOCTL")]
    [InlineData("sizeof(struct gpio_v2_line_request)")]
    [InlineData("offsetof(struct gpio_v2_line_event, seqno)")]
    public async Task A_number_that_is_not_the_kernels_is_found(string expression) =>
        Assert.Contains(expression, Assert.Single(await CHeaders.ContradictAsync(
            GpioAbi.Headers, [new(expression, GpioAbi.Numbers[expression] + 1)])), StringComparison.Ordinal);

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
