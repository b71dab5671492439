using Gatehouse.Hardware.Gate;
using Gatehouse.Hardware.Simulation;
using Gatehouse.Hardware.Tests.Distance;

namespace Gatehouse.Hardware.Tests.Faults;

public sealed class DistanceSensorSilent
{
    [Fact]
    public void By_sound_is_told_within_60_ms_and_measures_again() => Ruler.With(async (ruler, time) =>
    {
        ruler.Sensor.Fault = HcSr04Fault.Silent;
        var began = time.GetTimestamp();
        await ruler.FailsAsync(DistanceFault.NoAnswer, "check its 5 V supply");
        Assert.InRange(time.GetElapsedTime(began).TotalMilliseconds, 60, 65);
        ruler.Sensor.Fault = HcSr04Fault.None;

        Assert.Equal(50, (await ruler.MeasureAsync())!.Value, 0.002);
    });

    [Fact]
    public void By_light_is_told_within_200_ms_and_measures_again() => LightRuler.With(async (ruler, time) =>
    {
        ruler.Sensor.Fault = TfLunaFault.Silent;
        var began = time.GetTimestamp();
        await ruler.FailsAsync(DistanceFault.NoAnswer, "check its supply");
        Assert.InRange(time.GetElapsedTime(began).TotalMilliseconds, 200, 205);
        ruler.Sensor.Fault = TfLunaFault.None;

        Assert.Equal(50, await ruler.MeasureAsync());
    });

    [Fact]
    public void By_light_after_it_spoke_is_told_too() => LightRuler.With(async (ruler, time) =>
    {
        Assert.Equal(50, await ruler.MeasureAsync());
        await Task.Delay(TimeSpan.FromSeconds(1), time);
        ruler.Sensor.Fault = TfLunaFault.Silent;
        await Task.Delay(TimeSpan.FromMilliseconds(2), time);

        await ruler.FailsAsync(DistanceFault.NoAnswer, "says nothing");
    });
}
