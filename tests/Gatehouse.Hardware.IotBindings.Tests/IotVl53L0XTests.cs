using Gatehouse.Hardware.Gate;

namespace Gatehouse.Hardware.IotBindings.Tests;

public sealed class IotVl53L0XTests : IDisposable
{
    private readonly SimulatedVl53L0X _chip = new();
    private readonly IotVl53L0X _sensor;

    public IotVl53L0XTests() => _sensor = new IotVl53L0X(_chip);

    [Theory]
    [InlineData(31, 3.1)]
    [InlineData(452, 45.2)]
    [InlineData(1999, 199.9)]
    [InlineData(8190, null)]
    [InlineData(8191, null)]
    public async Task Measures_in_centimetres_and_knows_when_nothing_is_in_range(int millimetres, double? centimetres)
    {
        _chip.Millimetres = (ushort)millimetres;
        Assert.Equal(centimetres, await MeasureAsync());
    }

    [Fact]
    public async Task A_covered_window_is_a_fault()
    {
        _chip.Millimetres = 0;
        Assert.Equal(DistanceFault.Unsound, (await Assert.ThrowsAsync<DistanceException>(MeasureAsync)).Fault);
    }

    [Fact]
    public async Task A_sensor_that_is_missing_is_said_so_and_set_up_when_it_comes()
    {
        _chip.Unplugged = true;
        var fault = await Assert.ThrowsAsync<DistanceException>(MeasureAsync);
        Assert.Equal(DistanceFault.NoAnswer, fault.Fault);
        Assert.Contains("Error 121", fault.Message, StringComparison.Ordinal);
        _chip.Unplugged = false;
        Assert.Equal(45.2, await MeasureAsync());
    }

    [Fact]
    public async Task A_sensor_whose_supply_dipped_fails_once_and_is_set_up_anew()
    {
        await MeasureAsync();
        _chip.DipSupply();
        Assert.Equal(DistanceFault.NoAnswer, (await Assert.ThrowsAsync<DistanceException>(MeasureAsync)).Fault);
        Assert.Equal(45.2, await MeasureAsync());
    }

    public void Dispose() => _chip.Dispose();

    private Task<double?> MeasureAsync() => _sensor.MeasureAsync(TestContext.Current.CancellationToken).AsTask();
}
