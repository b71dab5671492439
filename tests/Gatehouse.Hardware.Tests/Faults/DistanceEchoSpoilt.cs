using Gatehouse.Hardware.Gate;
using Gatehouse.Hardware.Simulation;
using Gatehouse.Hardware.Tests.Distance;

namespace Gatehouse.Hardware.Tests.Faults;

public sealed class DistanceEchoSpoilt
{
    [Fact]
    public void A_line_that_stays_high_is_told_each_time_and_measures_once_it_falls() => Ruler.With(async (ruler, _) =>
    {
        ruler.Sensor.Fault = HcSr04Fault.StuckHigh;
        await ruler.FailsAsync(DistanceFault.Unsound, "stays high");
        await ruler.FailsAsync(DistanceFault.Unsound, "stays high");
        ruler.Sensor.Fault = HcSr04Fault.None;

        Assert.Equal(50, (await ruler.MeasureAsync())!.Value, 0.002);
    });

    [Fact]
    public void Sound_that_is_swallowed_is_nothing_in_range() => Ruler.With(async (ruler, _) =>
    {
        ruler.Sensor.Fault = HcSr04Fault.NoEcho;
        Assert.Null(await ruler.MeasureAsync());
    });

    [Fact]
    public void A_lost_edge_is_told() => Ruler.With(async (ruler, _) =>
    {
        ruler.Sensor.Fault = HcSr04Fault.LostEdge;
        await ruler.FailsAsync(DistanceFault.Unsound, "were lost");
        ruler.Sensor.Fault = HcSr04Fault.None;

        Assert.Equal(50, (await ruler.MeasureAsync())!.Value, 0.002);
    });

    [Fact]
    public void An_echo_from_within_2_cm_is_told() => Ruler.With(async (ruler, _) =>
    {
        ruler.Sensor.Centimetres = 1.99;
        await ruler.FailsAsync(DistanceFault.Unsound, "nearer than the sensor can measure");
    });

    [Fact]
    public void A_fall_without_a_rise_is_told() => Ruler.With(async (ruler, time) =>
    {
        ruler.Sensor.Fault = HcSr04Fault.Silent;
        var failing = ruler.FailsAsync(DistanceFault.Unsound, "without having risen");
        await Task.Delay(TimeSpan.FromMilliseconds(5), time);
        ruler.Edges.Emit(new Edge(Ruler.Echo, Rising: false, ruler.Edges.Now));
        await failing;
    });
}
