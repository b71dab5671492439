using Gatehouse.Hardware.Distance;
using Gatehouse.Hardware.Gate;
using Gatehouse.Hardware.Simulation;

namespace Gatehouse.Hardware.IotBindings.Tests;

public sealed class IotHcSr04Tests
{
    private const double CentimetresPerSecond = 34_300;

    /// <summary>However late the processor lets the package look, it can only have measured between these times.</summary>
    [Fact]
    public Task Measures_for_how_long_the_line_was_seen_high() => With(async (sensor, gpio) =>
    {
        gpio.Width = TimeSpan.FromSeconds(2 * 50 / CentimetresPerSecond);
        var centimetres = Assert.NotNull(await MeasureAsync(sensor));
        var returned = TimeProvider.System.GetTimestamp();

        Assert.InRange(centimetres, Centimetres(gpio.Rise.Next, gpio.Fall), Centimetres(gpio.Rise.Seen, returned));
    });

    [Fact]
    public Task Measures_again_and_again() => With(async (sensor, gpio) =>
    {
        gpio.Width = TimeSpan.FromSeconds(2 * 50 / CentimetresPerSecond);
        Assert.NotNull(await MeasureAsync(sensor));
        Assert.NotNull(await MeasureAsync(sensor));
        Assert.True(gpio.Shots >= 2);
    });

    /// <summary>Without an echo the line is high for 38 ms: 6.5 m, which the sensor cannot measure.</summary>
    [Fact]
    public Task Nothing_in_range_is_no_fault() => With(async (sensor, gpio) =>
    {
        gpio.Width = TimeSpan.FromMilliseconds(38);
        Assert.Null(await MeasureAsync(sensor));
    });

    [Fact]
    public Task A_sensor_that_does_not_answer_is_said_so() => With(async (sensor, gpio) =>
    {
        var fault = await Assert.ThrowsAsync<DistanceException>(() => MeasureAsync(sensor));
        Assert.Equal(DistanceFault.NoAnswer, fault.Fault);
        Assert.Contains("lines 18 and 19", fault.Message, StringComparison.Ordinal);
        Assert.Equal(3, gpio.Shots);
    });

    [Fact]
    public Task A_line_that_stays_high_is_a_fault() => With(async (sensor, gpio) =>
    {
        gpio.Width = TimeSpan.MaxValue;
        Assert.Equal(DistanceFault.NoAnswer, (await Assert.ThrowsAsync<DistanceException>(() => MeasureAsync(sensor))).Fault);
    });

    private static double Centimetres(long from, long to) => TimeProvider.System.GetElapsedTime(from, to).TotalSeconds * CentimetresPerSecond / 2;

    private static Task<double?> MeasureAsync(IotHcSr04 sensor) => sensor.MeasureAsync(TestContext.Current.CancellationToken).AsTask();

    private static async Task With(Func<IotHcSr04, EchoingGpio, Task> scene)
    {
        using var chip = new SimulatedGpioChip();
        using var gpio = new EchoingGpio(chip);
        using var sensor = new IotHcSr04(gpio, new HcSr04Options { Trigger = EchoingGpio.Trigger, Echo = EchoingGpio.Echo }, TimeProvider.System);
        await scene(sensor, gpio);
    }
}
