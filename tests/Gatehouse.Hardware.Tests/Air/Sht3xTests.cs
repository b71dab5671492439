namespace Gatehouse.Hardware.Tests.Air;

public sealed class Sht3xTests
{
    [Fact]
    public void Measures_when_it_is_asked() => AirBench.With(async bench =>
    {
        var air = await bench.MeasureAsync();
        Assert.Equal((21.5, 47.0), (Math.Round(air.Temperature.Degrees, 2), Math.Round(air.Humidity, 2)));
    });

    [Fact]
    public void Two_who_ask_at_once_are_served_one_after_the_other() => AirBench.With(async bench =>
    {
        var both = await Task.WhenAll(bench.MeasureAsync(), bench.MeasureAsync());
        Assert.Equal(both[0], both[1]);
    });
}
