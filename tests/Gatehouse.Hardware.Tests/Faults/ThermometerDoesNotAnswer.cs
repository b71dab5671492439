using Gatehouse.Hardware.Simulation;
using Gatehouse.Hardware.Temperature;
using Gatehouse.Hardware.Tests.Temperature;

namespace Gatehouse.Hardware.Tests.Faults;

public sealed class ThermometerDoesNotAnswer
{
    [Fact]
    public void Is_told_with_its_address() => Bench.Refuses(
        Mlx90614Fault.NoAcknowledge, ThermometerFault.NoAnswer, "Nothing answers at address 0x5A");

    [Fact]
    public void Is_told_when_identifying() => Bench.With(async (bench, _) =>
    {
        bench.Chip.Fault = Mlx90614Fault.NoAcknowledge;

        Assert.Equal(ThermometerFault.NoAnswer, (await Assert.ThrowsAsync<ThermometerException>(bench.IdentifyAsync)).Fault);
    });

    [Theory]
    [InlineData("Error 121 (Remote I/O error) performing I2C data transfer.", ThermometerFault.NoAnswer, "supply, SDA and SCL")]
    [InlineData("Error 6 (No such device or address) performing I2C data transfer.", ThermometerFault.NoAnswer, "supply, SDA and SCL")]
    [InlineData("Error 110 (Connection timed out) performing I2C data transfer.", ThermometerFault.BusStuck, "short circuit")]
    [InlineData("Error 5 (Input/output error) performing I2C data transfer.", ThermometerFault.BusStuck, "check its wires")]
    [InlineData("Error 16 (Device or resource busy) performing I2C data transfer.", ThermometerFault.BusStuck, "no kernel driver holds the address")]
    [InlineData("Error 2 (No such file or directory). Can not open I2C device file '/dev/i2c-1'.", ThermometerFault.BusStuck, "I2C is switched on")]
    [InlineData("Error 19 (No such device) performing I2C data transfer.", ThermometerFault.BusStuck, "I2C is switched on")]
    [InlineData("Error 13 (Permission denied). Can not open I2C device file '/dev/i2c-1'.", ThermometerFault.BusStuck, "group 'i2c'")]
    [InlineData("The device is gone.", ThermometerFault.BusStuck, "check its wires")]
    public void The_kernels_error_number_decides(string message, ThermometerFault fault, string advice) => Stage.Play(async time =>
    {
        using var device = new ScriptedI2c(0x3C80, 0x39AF);
        device.Failures.Enqueue(new IOException(message));
        using var driver = new Mlx90614(device, new Mlx90614Options(), time);
        var refusal = await Assert.ThrowsAsync<ThermometerException>(() => driver.SampleAsync(TestContext.Current.CancellationToken));

        Assert.Equal(fault, refusal.Fault);
        Assert.Contains(advice, refusal.Message, StringComparison.Ordinal);
        Assert.IsType<IOException>(refusal.InnerException);
    });

    [Fact]
    public void Once_is_forgiven_when_identifying() => Stage.Play(async time =>
    {
        using var device = new ScriptedI2c(0x3C80, 0x39AF);
        device.Failures.Enqueue(new IOException("Error 121 (Remote I/O error) performing I2C data transfer."));
        using var driver = new Mlx90614(device, new Mlx90614Options(), time);

        Assert.Equal(0x3C80, (await driver.IdentifyAsync(TestContext.Current.CancellationToken)).Emissivity);
    });
}
