using Gatehouse.Hardware.Gate;
using Gatehouse.Hardware.Tests.Distance;

namespace Gatehouse.Hardware.Tests.Faults;

public sealed class DistanceSensorUnplugged
{
    [Fact]
    public void Is_told_and_measures_again_once_it_is_back() => LightRuler.With(async (ruler, time) =>
    {
        Assert.Equal(50, await ruler.MeasureAsync());
        ruler.Line.Unplugged = true;
        await ruler.FailsAsync(DistanceFault.NoAnswer, "check its adapter");
        await Task.Delay(TimeSpan.FromSeconds(2), time);
        await ruler.FailsAsync(DistanceFault.NoAnswer, "check that the adapter is plugged in");
        ruler.Line.Unplugged = false;
        await Task.Delay(TimeSpan.FromSeconds(1), time);

        Assert.Equal(50, await ruler.MeasureAsync());
    });

    [Fact]
    public void In_the_middle_of_a_measurement_is_told_at_once() => LightRuler.With(async (ruler, time) =>
    {
        ruler.Sensor.Fault = Simulation.TfLunaFault.Silent;
        var failing = ruler.FailsAsync(DistanceFault.NoAnswer, "check its adapter");
        await Task.Delay(TimeSpan.FromMilliseconds(50), time);
        ruler.Line.Unplugged = true;
        await failing;
    });

    [Fact]
    public void Is_tried_again_once_a_second_and_no_sooner() => LightRuler.With(async (ruler, time) =>
    {
        ruler.Line.Denied = true;
        await ruler.FailsAsync(DistanceFault.NoAnswer, "group 'dialout'");
        ruler.Line.Denied = false;
        await Task.Delay(TimeSpan.FromMilliseconds(990), time);
        await ruler.FailsAsync(DistanceFault.NoAnswer, "group 'dialout'");
        await Task.Delay(TimeSpan.FromMilliseconds(10), time);

        Assert.Equal(50, await ruler.MeasureAsync());
    });
}
